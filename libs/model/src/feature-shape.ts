/** What a clip's features look like: `[frames, coefficients]`. */
export interface FeatureShape {
  /** Null where clips differ in it. */
  readonly frames: number | null;
  readonly coefficients: number;
}

/** The number of frames of clips that all have the same. @throws RangeError where they differ */
export function framesOf({ frames }: FeatureShape): number {
  if (frames === null) throw new RangeError('Clips differ in their number of frames');
  return frames;
}
