import { SerenadeError } from '#libs/contracts';

/** Gives memory of this many bytes, whatever stands in it. */
export type Allocate = (bytes: number) => Uint8Array;

/** Bytes that can be read anywhere: an object in a bucket, a file, a buffer. */
export interface RandomAccessSource {
  readonly size: number;
  /**
   * The bytes of `[start, end)`; both lie within `[0, size]`. May throw `archive.changed` when the object is no
   * longer the one that was opened; anything else that it throws reaches the caller as it is.
   * @param allocate where they are put; without it, and with a source that has them already, somewhere else
   */
  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array>;
}

/** Reads exactly `[start, end)` as a Buffer. A shorter answer means that the object is not what it was. */
export async function readExactly(
  source: RandomAccessSource,
  start: number,
  end: number,
  allocate?: Allocate,
): Promise<Buffer> {
  if (start >= end) return Buffer.alloc(0);
  const bytes = await source.read(start, end, allocate);
  if (bytes.byteLength !== end - start) {
    throw new SerenadeError(
      'archive.changed',
      `The archive gave ${bytes.byteLength} bytes where ${end - start} were expected; it changed while it was read.`,
      { start, end },
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
