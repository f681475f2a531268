import { Layout } from './memory.js';

/** Definition of log-mel rows and coefficients. The readable reference computes the tables in float64. */
export interface MfccTables {
  /** A power of two from 16 to 8,192. */
  readonly fftLength: number;
  readonly hopLength: number;
  readonly window: Float64Array; // [fftLength]
  /** Mel filters: the first bin of each band, the offset of its weights, and the weights. */
  readonly bank: {
    readonly starts: Int32Array; // [bands]
    readonly offsets: Int32Array; // [bands + 1]
    readonly weights: Float64Array;
  };
  readonly basis: Float64Array; // [coefficients, bands]
  readonly bands: number;
  readonly coefficients: number;
  /** This value is added to every power. */
  readonly addedPower: number;
  /** Smaller powers are raised to this one before the logarithm. */
  readonly leastPower: number;
  /** Powers further below the loudest are raised to this distance; null disables the limit. */
  readonly topDb: number | null;
}

/** Returns true if the kernel supports these sizes; the reference supports any. */
export function fitsKernel({
  fftLength,
  bands,
}: {
  readonly fftLength: number;
  readonly bands: number;
}): boolean {
  return Number.isInteger(Math.log2(fftLength)) && fftLength >= 16 && fftLength <= 8192 && bands % 4 === 0;
}

/** Number of rows in one pass of the DCT. */
export const BLOCK_ROWS = 32;
/** A block of signal stays in the second-level cache. */
const BLOCK_SAMPLES = 16_384;

/** Addresses of the tables and the scratch of a feature set, in the order of their layout. */
export interface MfccLayout {
  readonly window: number; // [fftLength]
  readonly twiddles: number;
  readonly splitTwiddles: number;
  readonly starts: number; // [bands]
  readonly lengths: number; // [bands]
  readonly weights: number;
  readonly basis: number; // [bands, columns]
  readonly columnSums: number; // [columns]
  readonly frames: number; // [fftLength, 4]
  readonly scratchOne: number; // [fftLength, 4]
  readonly scratchOther: number; // [fftLength, 4]
  readonly power: number; // [fftLength / 2 + 1, 4]
  readonly mel: number; // [bands, 4]
  readonly rows: number; // [BLOCK_ROWS, bands]
  readonly products: number; // [BLOCK_ROWS, columns]
  readonly signal: number; // [blockSamples]
  /** Mel powers of the whole clip. They are the last part, so that only they make memory grow. */
  readonly powers: number; // [frames rounded up to 4, bands]
  /** Number of coefficients, rounded up to a multiple of 4. */
  readonly columns: number;
  /** Number of frames in a block, a multiple of 4. */
  readonly blockFrames: number;
  readonly blockSamples: number;
  /** The window is zero outside of these samples, which are multiples of 4. */
  readonly windowStart: number;
  readonly windowEnd: number;
}

export function layOut(tables: MfccTables): MfccLayout {
  const { fftLength, hopLength, window, bank, bands, coefficients } = tables;
  const layout = new Layout();
  const floats = (count: number): number => layout.take(4 * count);
  const columns = 4 * Math.ceil(coefficients / 4);
  const blockFrames = 4 * Math.max(1, Math.floor((BLOCK_SAMPLES - fftLength) / hopLength / 4));
  const blockSamples = (blockFrames - 1) * hopLength + fftLength;
  const places = {
    window: floats(fftLength),
    twiddles: floats(passTwiddles(fftLength / 2).length),
    splitTwiddles: floats(splitTwiddles(fftLength).length),
    starts: floats(bands),
    lengths: floats(bands),
    weights: floats(bank.weights.length),
    basis: floats(bands * columns),
    columnSums: floats(columns),
    frames: floats(4 * fftLength),
    scratchOne: floats(4 * fftLength),
    scratchOther: floats(4 * fftLength),
    power: floats(4 * (fftLength / 2 + 1)),
    mel: floats(4 * bands),
    rows: floats(BLOCK_ROWS * bands),
    products: floats(BLOCK_ROWS * columns),
    signal: floats(blockSamples),
  };
  const first = window.findIndex((value) => value !== 0);
  const last = window.findLastIndex((value) => value !== 0);
  return {
    ...places,
    powers: layout.end,
    columns,
    blockFrames,
    blockSamples,
    windowStart: 4 * Math.floor(first / 4),
    windowEnd: 4 * Math.ceil((last + 1) / 4),
  };
}

/** Writes the tables of a feature set to their addresses, and zeros to the scratch. */
export function writeTables(memory: ArrayBuffer, tables: MfccTables, layout: MfccLayout): void {
  const { fftLength, window, bank, basis, bands, coefficients } = tables;
  const { columns } = layout;
  new Uint8Array(memory, 0, layout.powers).fill(0);
  const floats = (at: number, values: Float64Array): void =>
    new Float32Array(memory, at, values.length).set(values);
  floats(layout.window, window);
  floats(layout.twiddles, passTwiddles(fftLength / 2));
  floats(layout.splitTwiddles, splitTwiddles(fftLength));
  floats(layout.weights, bank.weights);
  new Int32Array(memory, layout.starts, bands).set(bank.starts);
  const lengths = bank.starts.map((_, band) => (bank.offsets[band + 1] ?? 0) - (bank.offsets[band] ?? 0));
  new Int32Array(memory, layout.lengths, bands).set(lengths);
  const transposed = new Float64Array(bands * columns);
  const sums = new Float64Array(columns);
  for (let k = 0; k < coefficients; k++) {
    for (let band = 0; band < bands; band++) {
      const value = basis[k * bands + band] ?? 0;
      transposed[band * columns + k] = value;
      sums[k] = (sums[k] ?? 0) + value;
    }
  }
  floats(layout.basis, transposed);
  floats(layout.columnSums, sums);
}

/** Computes, for each radix-4 pass of a Stockham FFT from `points` down, `w^p, w^2p, w^3p` of `w = e^(-2 pi i / length)`. */
export function passTwiddles(points: number): Float64Array {
  const all: number[] = [];
  for (let length = points; length >= 4; length = Math.floor(length / 4)) {
    for (let p = 0; p < length / 4; p++) {
      for (let power = 1; power <= 3; power++) pushRoot(all, p * power, length);
    }
  }
  return Float64Array.from(all);
}

/** Computes `e^(-2 pi i k / n)` for k from 0 to n / 4, which split the transform of n / 2 points. */
export function splitTwiddles(n: number): Float64Array {
  const all: number[] = [];
  for (let k = 0; k <= n / 4; k++) pushRoot(all, k, n);
  return Float64Array.from(all);
}

function pushRoot(to: number[], k: number, n: number): void {
  const angle = (2 * Math.PI * k) / n;
  to.push(Math.cos(angle), -Math.sin(angle));
}
