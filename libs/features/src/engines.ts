import type { FrameRange } from './pooling.js';

/** Computes coefficients of a span, averaged over ranges that depend on the number of frames. */
export interface MfccEngine {
  /**
   * @param rangesOf returns the frame ranges to average for a number of frames
   * @param allocate returns the output `[ranges, coefficients]` for a number of ranges
   */
  compute(
    span: Float32Array,
    rangesOf: (frames: number) => readonly FrameRange[],
    allocate: (ranges: number) => Float32Array,
  ): Float32Array;
}

/** Computes the features of spans. The number of frames depends on the span's length. */
export interface SpanEngine {
  /**
   * @param span the samples that `spanOf` returns
   * @returns a new `[frames, coefficients]`, row-major
   * @throws SerenadeError `clip.too_short` when the span has too few frames
   */
  compute(span: Float32Array): Float32Array;
}
