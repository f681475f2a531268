import { createHash } from 'node:crypto';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { SerenadeError, type ErrorCode } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';

export interface StoredBody {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The limits of a body. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly tooLarge: () => SerenadeError;
  /** Inspects the first `headBytes` bytes, or all bytes of a shorter body, and returns an error to refuse it. */
  readonly refusal?: (head: Buffer) => SerenadeError | null;
  readonly headBytes?: number;
}

/**
 * Streams a body into the store while it counts and hashes the bytes. The store's part size bounds memory.
 *
 * @throws SerenadeError from the limits, `request.aborted` if the client disconnects
 */
export async function storeBody(
  store: ObjectStore,
  key: string,
  body: Readable,
  limits: BodyLimits,
): Promise<StoredBody> {
  const inspection = new Inspection(limits);
  inspection.on('error', () => undefined); // putStream() reports the error, but may not listen yet
  body.once('error', (error) => inspection.destroy(error instanceof SerenadeError ? error : aborted(error)));
  body.once('close', () => {
    if (!body.readableEnded) inspection.destroy(aborted());
  });
  body.pipe(inspection);
  try {
    await store.putStream(key, inspection, { contentType: 'application/octet-stream' });
  } catch (error) {
    body.unpipe(inspection);
    body.resume(); // reads and drops the rest, so the client receives the response
    throw error;
  }
  return { sizeBytes: inspection.received, sha256: inspection.digest() };
}

/** @throws SerenadeError with the code, if the client sent another checksum than that of the received bytes */
export function requireSha256(expected: string | null, actual: string, code: ErrorCode): void {
  if (expected === null || expected === actual) return;
  throw new SerenadeError(code, `The SHA-256 of the upload is ${actual}, not ${expected}. Send it again.`);
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

  constructor(private readonly limits: BodyLimits) {
    super();
  }

  digest(): string {
    return this.hash.digest('hex');
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const { maxBytes, tooLarge, headBytes = 0 } = this.limits;
    this.received += piece.length;
    if (this.received > maxBytes) return done(tooLarge());
    if (this.head.length < headBytes) {
      this.head = Buffer.concat([this.head, piece.subarray(0, headBytes)]);
      const refusal = this.head.length >= headBytes ? this.refusal() : null;
      if (refusal !== null) return done(refusal);
    }
    this.hash.update(piece);
    done(null, piece);
  }

  override _flush(done: TransformCallback): void {
    done(this.refusal());
  }

  private refusal(): SerenadeError | null {
    return this.limits.refusal?.(this.head) ?? null;
  }
}
