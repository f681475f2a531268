import { SerenadeError } from '#libs/contracts';

export function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'archive.too_large',
    `An archive may have at most ${maxBytes} bytes. Split it, or raise MAX_ARCHIVE_BYTES.`,
  );
}
