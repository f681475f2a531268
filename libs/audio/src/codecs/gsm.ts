/** Number of samples in a frame, and in each of its four parts. */
const FRAME = 160;
const PART = 40;
/** The longest lag of the long-term predictor. */
const HISTORY = 120;

/** Bits of the eight log area ratios of a frame (ETSI EN 300 961 table 1.1). */
const RATIO_BITS = [6, 6, 5, 5, 4, 4, 3, 3];
/** Offset, smallest code and inverse scale of each ratio (tables 4.1 and 4.2). */
const RATIO_OFFSETS = [0, 0, 2048, -2560, 94, -1792, -341, -1144];
const LEAST_CODES = [-32, -32, -16, -16, -8, -8, -4, -4];
const INVERSE_SCALES = [13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708];
/** Gains of the long-term predictor (table 4.3b), and mantissas of the pulses (table 4.6). */
const GAINS = [3277, 11469, 21299, 32767];
const MANTISSAS = [18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767];
/** De-emphasis: 0.86 in 1/32768. */
const EMPHASIS = 28180;

/** The coded values of a frame in their order: eight ratios, then for each part lag, gain, grid, maximum and 13 pulses. */
const FIELD_BITS = [
  ...RATIO_BITS,
  ...Array.from({ length: 4 }, () => [7, 2, 2, 6, ...Array<number>(13).fill(3)]).flat(),
];

/**
 * Decodes GSM 6.10 full rate (ETSI EN 300 961, 13 kbit/s, 8 kHz, mono) with the integer arithmetic of the standard.
 */
export class GsmDecoder {
  readonly #residual = new Int32Array(HISTORY + PART);
  readonly #delays = new Int32Array(9);
  readonly #fields = new Int32Array(FIELD_BITS.length);
  #ratios: Int32Array = new Int32Array(8);
  #lag = PART;
  #emphasis = 0;

  /** Decodes a frame of 33 bytes: four bits 1101, then the coded values from the highest bit on. */
  decodeFrame(view: DataView, at: number, count: number, out: Float64Array): void {
    this.#readFields((bit) => (view.getUint8(at + (bit >> 3)) >> (7 - (bit & 7))) & 1, 4, true);
    this.#synthesize(out, 0, count);
  }

  /** Decodes the 65 bytes of Microsoft's packing: two frames without a gap, from the lowest bit on. */
  decodePair(view: DataView, at: number, count: number, out: Float64Array): void {
    const bitAt = (bit: number) => (view.getUint8(at + (bit >> 3)) >> (bit & 7)) & 1;
    for (const half of [0, 1]) {
      this.#readFields(bitAt, 260 * half, false);
      this.#synthesize(out, FRAME * half, count);
    }
  }

  #readFields(bitAt: (bit: number) => number, first: number, isHighFirst: boolean): void {
    let bit = first;
    FIELD_BITS.forEach((width, field) => {
      let value = 0;
      for (let at = 0; at < width; at++, bit++)
        value = isHighFirst ? 2 * value + bitAt(bit) : value + (bitAt(bit) << at);
      this.#fields[field] = value;
    });
  }

  #synthesize(out: Float64Array, start: number, count: number): void {
    const ratios = decodeRatios(this.#fields);
    for (let part = 0; part < 4; part++) {
      this.#decodeResidual(RATIO_BITS.length + 17 * part);
      this.#filter(ratios, part, out, start, count);
    }
    this.#ratios = ratios;
  }

  /** Decodes 40 samples of the short-term residual (§5.3.1 and §5.3.2). */
  #decodeResidual(first: number): void {
    const fields = this.#fields;
    const residual = this.#residual;
    residual.copyWithin(0, PART);
    const lag = fields[first] ?? 0;
    if (lag >= PART && lag <= HISTORY) this.#lag = lag;
    const gain = GAINS[fields[first + 1] ?? 0] ?? 0;
    for (let at = HISTORY; at < HISTORY + PART; at++)
      residual[at] = scale(gain, residual[at - this.#lag] ?? 0);
    const { exponent, mantissa } = splitMaximum(fields[first + 3] ?? 0);
    const factor = MANTISSAS[mantissa] ?? 0;
    const shift = 6 - exponent;
    const rounding = shift === 0 ? 0 : 1 << (shift - 1);
    const grid = HISTORY + (fields[first + 2] ?? 0);
    for (let pulse = 0; pulse < 13; pulse++) {
      const code = (2 * (fields[first + 4 + pulse] ?? 0) - 7) * 4096;
      const value = saturate(scale(factor, code) + rounding) >> shift;
      const at = grid + 3 * pulse;
      residual[at] = saturate((residual[at] ?? 0) + value);
    }
  }

  /** Filters 40 samples by the interpolated reflection coefficients, and undoes the emphasis (§5.3.3 and §5.3.4). */
  #filter(ratios: Int32Array, part: number, out: Float64Array, start: number, count: number): void {
    const delays = this.#delays;
    let coefficients: Int32Array = new Int32Array(8);
    for (let at = 0; at < PART; at++) {
      const sample = part * PART + at;
      if (at === 0 || sample === 13 || sample === 27)
        coefficients = reflectionsAt(sample, this.#ratios, ratios);
      let value = this.#residual[HISTORY + at] ?? 0;
      for (let k = 7; k >= 0; k--) {
        const coefficient = coefficients[k] ?? 0;
        value = saturate(value - scale(coefficient, delays[k] ?? 0));
        delays[k + 1] = saturate((delays[k] ?? 0) + scale(coefficient, value));
      }
      delays[0] = value;
      this.#emphasis = saturate(value + scale(this.#emphasis, EMPHASIS));
      const place = start + sample;
      if (place < count) out[place] = (saturate(2 * this.#emphasis) & ~7) / 32768;
    }
  }
}

function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

/** Multiplies two fractions in 1/32768 and rounds. */
function scale(a: number, b: number): number {
  return saturate((a * b + 16384) >> 15);
}

function decodeRatios(fields: Int32Array): Int32Array {
  return Int32Array.from({ length: 8 }, (_, at) => {
    const code = ((fields[at] ?? 0) + (LEAST_CODES[at] ?? 0)) * 1024;
    const value = scale(INVERSE_SCALES[at] ?? 0, saturate(code - 2 * (RATIO_OFFSETS[at] ?? 0)));
    return saturate(2 * value);
  });
}

/** Interpolates the ratios of the last and this frame, and converts them to reflection coefficients (§5.2.9). */
function reflectionsAt(sample: number, before: Int32Array, after: Int32Array): Int32Array {
  return after.map((now, at) => {
    const past = before[at] ?? 0;
    let ratio = now;
    if (sample < 13) ratio = (past >> 2) + (now >> 2) + (past >> 1);
    else if (sample < 27) ratio = (past >> 1) + (now >> 1);
    else if (sample < PART) ratio = (past >> 2) + (now >> 2) + (now >> 1);
    const size = Math.abs(ratio);
    const reflection = size < 11059 ? 2 * size : size < 20070 ? size + 11059 : saturate((size >> 2) + 26112);
    return ratio < 0 ? -reflection : reflection;
  });
}

/** Splits the coded maximum of the pulses of a part (§4.2.15). */
function splitMaximum(code: number): { readonly exponent: number; readonly mantissa: number } {
  let exponent = code > 15 ? (code >> 3) - 1 : 0;
  let mantissa = code - (exponent << 3);
  if (mantissa === 0) return { exponent: -4, mantissa: 7 };
  for (; mantissa <= 7; exponent--) mantissa = 2 * mantissa + 1;
  return { exponent, mantissa: mantissa - 8 };
}
