import type { FrameRange } from './pooling.js';

/** Computes coefficients of a span, averaged over ranges of frames that are chosen when their number is known. */
export interface MfccEngine {
  /**
   * @param rangesOf frame ranges to average, from the number of frames
   * @param allocate where to write `[ranges, coefficients]`, from the number of ranges
   */
  compute(
    span: Float32Array,
    rangesOf: (frames: number) => readonly FrameRange[],
    allocate: (ranges: number) => Float32Array,
  ): Float32Array;
}
