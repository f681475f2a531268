import { SerenadeError } from '#libs/contracts';

/** Returns memory of this many bytes, whose content is undefined. */
export type Allocate = (bytes: number) => Uint8Array;

/** Gives random access to the bytes of an object in a bucket, a file or a buffer. */
export interface RandomAccessSource {
  readonly size: number;
  /**
   * Reads the bytes of `[start, end)`, both within `[0, size]`. It throws `archive.changed` if the object is no longer the
   * one that was opened.
   * @param allocate returns the memory to fill. A source that already has the bytes does not call it.
   */
  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array>;
}

/** Reads exactly `[start, end)`. @throws SerenadeError `archive.changed` if the source returns fewer bytes */
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
      `The archive changed while it was read: it returned ${bytes.byteLength} bytes instead of ${end - start}.`,
      { start, end },
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
