/** Computes the features of spans. The number of frames depends on the span's length. */
export interface SpanEngine {
  /**
   * @param span the samples that `spanOf` returns
   * @returns a new `[frames, coefficients]`, row-major
   * @throws SerenadeError `clip.too_short` when the span has too few frames
   */
  compute(span: Float32Array): Float32Array;
}
