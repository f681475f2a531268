import { sizeOf } from './weight-tensor.js';

/** Float32 arrays as little-endian bytes, one after the other. Node runs on little-endian machines only. */
export function float32Bytes(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + array.byteLength, 0));
  let offset = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes;
}

/** A copy of the tensor that starts at a byte, which need not be aligned; null when the bytes end before it does. */
export function float32At(
  bytes: Uint8Array,
  byteOffset: number,
  shape: readonly number[],
): Float32Array | null {
  const end = byteOffset + 4 * sizeOf(shape);
  // Not `bytes.slice`: of a Buffer, which stores give, that is a view with all of the object behind it.
  return end > bytes.byteLength
    ? null
    : new Float32Array(new Uint8Array(bytes.subarray(byteOffset, end)).buffer);
}
