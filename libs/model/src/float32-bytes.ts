import { sizeOf } from './weight-tensor.js';

/** Concatenates float32 arrays as little-endian bytes. Node supports little-endian machines only. */
export function float32Bytes(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + array.byteLength, 0));
  let offset = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes;
}

/**
 * Copies the tensor that starts at a byte offset, aligned or not. Returns null if the bytes end before the tensor does.
 */
export function float32At(
  bytes: Uint8Array,
  byteOffset: number,
  shape: readonly number[],
): Float32Array | null {
  const end = byteOffset + 4 * sizeOf(shape);
  // `bytes.slice` of a Buffer is a view that keeps the whole stored object in memory.
  return end > bytes.byteLength
    ? null
    : new Float32Array(new Uint8Array(bytes.subarray(byteOffset, end)).buffer);
}
