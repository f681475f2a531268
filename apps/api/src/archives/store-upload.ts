import { createHash } from 'node:crypto';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { FORMAT_HEAD_BYTES, formatOf } from '#libs/archive';
import { SerenadeError } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';

export interface Upload {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Streams a body into the store, counted and hashed on its way; memory is bounded by the store's part size.
 * @throws SerenadeError `archive.not_zip` from the first bytes on, `archive.too_large` at the limit,
 * `request.aborted` when the client goes away
 */
export async function storeUpload(
  store: ObjectStore,
  key: string,
  body: Readable,
  maxBytes: number,
): Promise<Upload> {
  const inspection = new Inspection(maxBytes);
  inspection.on('error', () => undefined); // putStream() reports it, and may not be listening yet
  body.once('error', (error) => inspection.destroy(aborted(error)));
  body.once('close', () => {
    if (!body.readableEnded) inspection.destroy(aborted());
  });
  body.pipe(inspection);
  try {
    await store.putStream(key, inspection, { contentType: 'application/octet-stream' });
  } catch (error) {
    body.unpipe(inspection);
    body.resume(); // the rest is read and dropped, so that the client gets to see the answer
    throw error;
  }
  return { sizeBytes: inspection.received, sha256: inspection.digest() };
}

function aborted(cause?: unknown): SerenadeError {
  return new SerenadeError(
    'request.aborted',
    'The upload ended before all of it had arrived.',
    {},
    { cause },
  );
}

class Inspection extends Transform {
  /** Bytes so far. Not called `size`: the S3 client takes a stream's `size` for its final length. */
  received = 0;
  private readonly hash = createHash('sha256');
  private head = Buffer.alloc(0);

  constructor(private readonly maxBytes: number) {
    super();
  }

  digest(): string {
    return this.hash.digest('hex');
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.received += piece.length;
    if (this.received > this.maxBytes) return done(tooLarge(this.maxBytes));
    if (this.head.length < FORMAT_HEAD_BYTES) {
      this.head = Buffer.concat([this.head, piece.subarray(0, FORMAT_HEAD_BYTES)]);
      if (this.head.length >= FORMAT_HEAD_BYTES && formatOf(this.head) === null) return done(notAnArchive());
    }
    this.hash.update(piece);
    done(null, piece);
  }

  override _flush(done: TransformCallback): void {
    done(formatOf(this.head) === null ? notAnArchive() : null);
  }
}

export function notAnArchive(): SerenadeError {
  return new SerenadeError(
    'archive.not_zip',
    'The bytes are neither a zip nor a tar, tar.gz or tar.zst; send the archive itself as the request body.',
  );
}

export function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'archive.too_large',
    `An archive may have ${maxBytes} bytes here; split it, or raise MAX_ARCHIVE_BYTES.`,
  );
}
