/** The shape of a clip's features: `[frames, coefficients]`. */
export interface FeatureShape {
  /** Null if clips have different numbers of frames. */
  readonly frames: number | null;
  readonly coefficients: number;
}

/** Returns the number of frames that all clips share. @throws RangeError when clips have different numbers */
export function framesOf({ frames }: FeatureShape): number {
  if (frames === null) throw new RangeError('Clips differ in their number of frames');
  return frames;
}
