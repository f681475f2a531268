import { SerenadeError } from '#libs/contracts';

export function notAnArchive(): SerenadeError {
  return new SerenadeError(
    'archive.not_zip',
    'The upload is not a zip, tar, tar.gz or tar.zst file. Send the archive itself as the request body.',
  );
}

export function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'archive.too_large',
    `An archive may have at most ${maxBytes} bytes. Split it, or raise MAX_ARCHIVE_BYTES.`,
  );
}
