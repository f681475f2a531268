import type { BitReader } from './bit-reader.js';
import { malformedClip } from '../clip-errors.js';

const malformed = (what: string) => malformedClip(`A FLAC subframe ${what}.`);

/** Coefficients of the fixed predictors of order 0 to 4 (RFC 9639 §9.2.5). */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/**
 * Decodes the samples of one channel of a frame (RFC 9639 §9.2).
 *
 * @param width number of bits of a sample
 * @throws SerenadeError `clip.truncated`, `clip.malformed`
 */
export function readSubframe(reader: BitReader, width: number, out: Int32Array, count: number): void {
  if (reader.read(1) !== 0) throw malformed('begins with a reserved bit');
  const type = reader.read(6);
  const wasted = reader.read(1) === 0 ? 0 : reader.readUnary() + 1;
  const bits = width - wasted;
  if (bits < 1) throw malformed(`has ${wasted} wasted bits of ${width}`);
  if (type === 0) out.fill(reader.readSigned(bits), 0, count);
  else if (type === 1) for (let i = 0; i < count; i++) out[i] = reader.readSigned(bits);
  else if (type >= 8 && type <= 12) readFixed(reader, bits, type - 8, out, count);
  else if (type >= 32) readLinear(reader, bits, type - 31, out, count);
  else throw malformed(`has the reserved type ${type}`);
  if (wasted > 0) for (let i = 0; i < count; i++) out[i] = (out[i] ?? 0) << wasted;
}

function readFixed(reader: BitReader, bits: number, order: number, out: Int32Array, count: number): void {
  readWarmUp(reader, bits, order, out, count);
  readResidual(reader, order, out, count);
  predict(out, count, FIXED[order] ?? [], 1);
}

function readLinear(reader: BitReader, bits: number, order: number, out: Int32Array, count: number): void {
  readWarmUp(reader, bits, order, out, count);
  const precision = reader.read(4) + 1;
  if (precision === 16) throw malformed('has a reserved precision');
  const shift = reader.readSigned(5);
  if (shift < 0) throw malformed(`has a shift of ${shift}`);
  const coefficients = Array.from({ length: order }, () => reader.readSigned(precision));
  readResidual(reader, order, out, count);
  predict(out, count, coefficients, 2 ** -shift);
}

function readWarmUp(reader: BitReader, bits: number, order: number, out: Int32Array, count: number): void {
  if (order > count) throw malformed(`predicts ${count} samples from ${order}`);
  for (let i = 0; i < order; i++) out[i] = reader.readSigned(bits);
}

/** Adds the prediction to each residual. Products of 25 and 15 bits, up to 32 of them, are exact in float64. */
function predict(out: Int32Array, count: number, coefficients: readonly number[], scale: number): void {
  const order = coefficients.length;
  const weights = Float64Array.from(coefficients);
  for (let i = order; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += (weights[k] ?? 0) * (out[i - 1 - k] ?? 0);
    out[i] = (out[i] ?? 0) + Math.floor(sum * scale);
  }
}

/** Reads partitioned Rice codes (RFC 9639 §9.2.7) to `out`, behind the warm-up samples. */
function readResidual(reader: BitReader, order: number, out: Int32Array, count: number): void {
  const method = reader.read(2);
  if (method > 1) throw malformed('has a reserved residual coding');
  const parameterBits = method === 0 ? 4 : 5;
  const partitions = 2 ** reader.read(4);
  const size = count / partitions;
  if (!Number.isInteger(size) || size < order)
    throw malformed(`has ${partitions} partitions of ${count} samples`);
  for (let partition = 0, i = order; partition < partitions; partition++) {
    const end = (partition + 1) * size;
    const parameter = reader.read(parameterBits);
    if (parameter === 2 ** parameterBits - 1) {
      const bits = reader.read(5);
      for (; i < end; i++) out[i] = bits === 0 ? 0 : reader.readSigned(bits);
    } else {
      for (; i < end; i++) {
        const folded = reader.readUnary() * 2 ** parameter + reader.read(parameter);
        out[i] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
      }
    }
  }
}
