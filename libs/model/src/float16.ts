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
