import type { Readable } from 'node:stream';
import { FORMAT_HEAD_BYTES, detectFormat } from '#libs/archive';
import { SerenadeError } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';
import { storeBody, type BodyLimits, type StoredBody } from '../http/store-body.js';

/**
 * Streams an archive into the store.
 * @throws SerenadeError `archive.not_zip` after the first bytes, `limits.tooLarge` at the limit,
 * `request.aborted` if the client disconnects
 */
export function storeUpload(
  store: ObjectStore,
  key: string,
  body: Readable,
  limits: Pick<BodyLimits, 'maxBytes' | 'tooLarge'>,
): Promise<StoredBody> {
  return storeBody(store, key, body, {
    ...limits,
    headBytes: FORMAT_HEAD_BYTES,
    refusal: (head) => (detectFormat(head) === null ? notAnArchive() : null),
  });
}

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
