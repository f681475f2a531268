/** Computes the features of spans whose number of frames follows from their length. */
export interface SpanEngine {
  /**
   * @param span samples as `spanOf` gives them
   * @returns a new `[frames, coefficients]`, row-major
   * @throws SerenadeError `clip.too_short` when the span has too few frames
   */
  compute(span: Float32Array): Float32Array;
}
