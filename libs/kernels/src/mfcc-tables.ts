/** What defines log-mel rows and coefficients; the tables come from the readable reference, in float64. */
export interface MfccTables {
  /** A power of two from 16 to 8,192. */
  readonly fftLength: number;
  readonly hopLength: number;
  readonly window: Float64Array; // [fftLength]
  /** Mel filters: the first bin of each band, where its weights begin, and the weights. */
  readonly bank: {
    readonly starts: Int32Array; // [bands]
    readonly offsets: Int32Array; // [bands + 1]
    readonly weights: Float64Array;
  };
  readonly basis: Float64Array; // [coefficients, bands]
  readonly bands: number;
  readonly coefficients: number;
  /** Added to every power. */
  readonly addedPower: number;
  /** Powers below this have no logarithm of their own. */
  readonly leastPower: number;
  /** Powers this far below the loudest are raised to it; null: none. */
  readonly topDb: number | null;
}

/** Whether the kernel computes these sizes; the reference computes any. */
export function fitsKernel({
  fftLength,
  bands,
}: {
  readonly fftLength: number;
  readonly bands: number;
}): boolean {
  return Number.isInteger(Math.log2(fftLength)) && fftLength >= 16 && fftLength <= 8192 && bands % 4 === 0;
}
