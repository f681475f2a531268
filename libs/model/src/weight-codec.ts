import { concatBytes, float32At, float32Bytes } from './float32-bytes.js';
import { sizeOf } from './weight-tensor.js';

/** The number format of a stored tensor. */
export type Precision = 'float32' | 'float16' | 'int8';

export interface EncodedWeight {
  readonly precision: Precision;
  /** True if only non-zero numbers are stored, after a bitmap with one bit per number. */
  readonly isSparse: boolean;
  readonly bytes: Uint8Array;
}

const BYTES: Readonly<Record<Precision, number>> = { float32: 4, float16: 2, int8: 1 };
const LARGEST_INT8 = 127;

/**
 * Encodes a tensor. Matrices and kernels use the given precision, and are stored sparsely if that is shorter.
 * One-dimensional tensors (biases, norms) make up a hundredth of a network and stay float32. int8 is symmetric: one
 * float32 scale per output channel (the last axis) precedes the numbers.
 */
export function encodeWeight(
  values: Float32Array,
  shape: readonly number[],
  wanted: Precision,
): EncodedWeight {
  if (shape.length < 2) return { precision: 'float32', isSparse: false, bytes: float32Bytes([values]) };
  const channels = shape.at(-1) ?? 1;
  const scales = wanted === 'int8' ? scalesOf(values, channels) : null;
  const stored = values.map((value, at) => quantize(value, wanted, scales?.[at % channels] ?? 1));
  const nonZero = stored.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const bitmap = Math.ceil(values.length / 8);
  const isSparse = bitmap + nonZero * BYTES[wanted] < values.length * BYTES[wanted];
  const bytes = concatBytes([
    float32Bytes(scales === null ? [] : [scales]),
    isSparse ? buildBitmap(stored) : new Uint8Array(),
    encodeNumbers(isSparse ? stored.filter((value) => value !== 0) : stored, wanted),
  ]);
  return { precision: wanted, isSparse, bytes };
}

/** Decodes a tensor to float32. Returns null if the number of stored values does not match the shape. */
export function decodeWeight(
  { precision, isSparse, bytes }: EncodedWeight,
  shape: readonly number[],
): Float32Array | null {
  const size = sizeOf(shape);
  const channels = shape.at(-1) ?? 1;
  const scales = precision === 'int8' ? float32At(bytes, 0, [channels]) : new Float32Array(0);
  if (scales === null) return null;
  const rest = bytes.subarray(scales.byteLength);
  const bitmap = isSparse ? rest.subarray(0, Math.ceil(size / 8)) : null;
  const stored = rest.subarray(bitmap?.length ?? 0);
  const isStored = (at: number) => bitmap === null || (((bitmap[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const count = stored.length / BYTES[precision];
  const values = new Float32Array(size);
  let next = 0;
  for (let at = 0; at < size; at++) {
    if (!isStored(at)) continue;
    if (next >= count) return null;
    values[at] = readNumber(view, next++, precision) * (scales[at % channels] ?? 1);
  }
  return next === count ? values : null;
}

/** Returns the largest absolute value of each channel, divided by 127. */
function scalesOf(values: Float32Array, channels: number): Float32Array {
  const scales = new Float32Array(channels);
  values.forEach((value, at) => {
    scales[at % channels] = Math.max(scales[at % channels] ?? 0, Math.abs(value) / LARGEST_INT8);
  });
  return scales.map((scale) => scale || 1);
}

/**
 * Returns the number that is stored for a weight. Zeros are counted after this step, so a weight that rounds to 0 takes no
 * space in a sparse tensor.
 */
function quantize(value: number, precision: Precision, scale: number): number {
  if (precision === 'float32') return value;
  if (precision === 'float16') return fromFloat16(toFloat16(value));
  return Math.max(-LARGEST_INT8, Math.min(LARGEST_INT8, Math.round(value / scale)));
}

function buildBitmap(values: Float32Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, at) => {
    if (value !== 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  });
  return bits;
}

function encodeNumbers(values: Float32Array, precision: Precision): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES[precision]);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    if (precision === 'float32') view.setFloat32(4 * at, value, true);
    else if (precision === 'float16') view.setUint16(2 * at, toFloat16(value), true);
    else view.setInt8(at, value);
  });
  return bytes;
}

function readNumber(view: DataView, at: number, precision: Precision): number {
  if (precision === 'float32') return view.getFloat32(4 * at, true);
  return precision === 'float16' ? fromFloat16(view.getUint16(2 * at, true)) : view.getInt8(at);
}

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);
const LARGEST = 65_504;

/** Rounds to the nearest IEEE 754 half, ties to even. Larger values become the largest finite half. */
export function toFloat16(value: number): number {
  FLOAT[0] = Math.max(-LARGEST, Math.min(LARGEST, value));
  const bits = BITS[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = bits & 0x7f_ffff;
  if (exponent >= 1) return sign | roundedShift((exponent << 23) | fraction, 13);
  return exponent < -10 ? sign : sign | roundedShift(fraction | 0x80_0000, 14 - exponent);
}

export function fromFloat16(half: number): number {
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return half & 0x8000 ? -size : size;
}

/** Drops the lowest `by` bits and rounds to the nearest value, ties to even. */
function roundedShift(bits: number, by: number): number {
  const kept = bits >>> by;
  const rest = bits & ((1 << by) - 1);
  const half = 1 << (by - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
