import { sizeOf } from './weight-tensor.js';

/** Concatenates float32 arrays as little-endian bytes. Node supports little-endian machines only. */
export function float32Bytes(arrays: readonly Float32Array[]): Uint8Array {
  return concatBytes(
    arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

/** Joins byte arrays in memory of their own. `Buffer.concat` alone may return a part of Node's shared pool. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Copies the tensor that starts at a byte offset, aligned or not. Returns null if the bytes end too early. */
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
