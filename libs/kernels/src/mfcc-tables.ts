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
