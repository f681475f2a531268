import { SerenadeError } from '#libs/contracts';

/** Returns memory of this many bytes with any content. */
export type Allocate = (bytes: number) => Uint8Array;

/** Bytes with random access: an object in a bucket, a file, a buffer. */
export interface RandomAccessSource {
  readonly size: number;
  /**
   * Reads the bytes of `[start, end)`; both lie within `[0, size]`. It may throw `archive.changed` when the object is no
   * longer the one that was opened. Its other errors reach the caller unchanged.
   * @param allocate returns the memory to fill; a source that already has the bytes does not call it
   */
  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array>;
}

/** Reads exactly `[start, end)` as a Buffer. A shorter answer means that the object changed. */
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
      `The archive returned ${bytes.byteLength} bytes instead of ${end - start}; it changed while it was read.`,
      { start, end },
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
