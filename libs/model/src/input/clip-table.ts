import { SerenadeError } from '#libs/contracts';
import type { FeatureShape } from '../feature-shape.js';

/** Features of clips with different numbers of frames. */
export interface RaggedFeatures {
  /** The first frame of each clip. The last entry is the number of all frames. */
  readonly offsets: ArrayLike<number>; // [clips + 1]
  readonly values: Float32Array; // [all frames, coefficients]
}

/** Extracted features: `[clips, frames, coefficients]`, or clips with different numbers of frames. */
export type ClipFeatures = Float32Array | RaggedFeatures;

/** Clips of any length, one after another. */
export interface ClipTable extends RaggedFeatures {
  readonly shape: FeatureShape;
  readonly clips: number;
}

/** @throws SerenadeError `model.feature_set_mismatch` when the values do not divide into clips of this shape */
export function toClipTable(features: ClipFeatures, shape: FeatureShape): ClipTable {
  const { frames, coefficients } = shape;
  if (!(features instanceof Float32Array)) {
    const { offsets, values } = features;
    const table = { shape, clips: offsets.length - 1, offsets, values };
    if ((offsets[table.clips] ?? 0) * coefficients !== values.length) throw mismatch(values, shape);
    if (frames !== null && offsets[table.clips] !== frames * table.clips) throw mismatch(values, shape);
    return table;
  }
  const clips = features.length / ((frames ?? Number.NaN) * coefficients);
  if (!Number.isInteger(clips)) throw mismatch(features, shape);
  const offsets = Float64Array.from({ length: clips + 1 }, (_, clip) => clip * (frames ?? 0));
  return { shape, clips, offsets, values: features };
}

export function framesOfClip({ offsets }: ClipTable, clip: number): number {
  return (offsets[clip + 1] ?? 0) - (offsets[clip] ?? 0);
}

/** Returns a view of one clip's `[frames, coefficients]`. */
export function valuesOfClip(
  { offsets, values, shape: { coefficients } }: ClipTable,
  clip: number,
): Float32Array {
  return values.subarray((offsets[clip] ?? 0) * coefficients, (offsets[clip + 1] ?? 0) * coefficients);
}

/** Copies the features of the given clips, in the given order. */
export function selectClips(
  features: ClipFeatures,
  shape: FeatureShape,
  clips: readonly number[],
): ClipFeatures {
  const table = toClipTable(features, shape);
  const chosen = clips.map((clip) => valuesOfClip(table, clip));
  const joined = joinClips(chosen, shape.coefficients);
  return features instanceof Float32Array ? joined.values : joined;
}

/** Copies the values of clips one after another, into a `SharedArrayBuffer` if other threads read them. */
export function joinClips(
  clips: readonly Float32Array[],
  coefficients: number,
  Memory: typeof ArrayBuffer | typeof SharedArrayBuffer = ArrayBuffer,
): RaggedFeatures {
  const offsets = new Float64Array(clips.length + 1);
  clips.forEach(({ length }, at) => {
    offsets[at + 1] = (offsets[at] ?? 0) + length / coefficients;
  });
  const values = new Float32Array(new Memory(4 * (offsets.at(-1) ?? 0) * coefficients));
  clips.forEach((own, at) => values.set(own, (offsets[at] ?? 0) * coefficients));
  return { offsets, values };
}

function mismatch({ length }: Float32Array, { frames, coefficients }: FeatureShape): SerenadeError {
  return new SerenadeError(
    'model.feature_set_mismatch',
    `${length} values do not divide into clips of ${frames ?? 'any number of'} frames x ${coefficients} coefficients.`,
  );
}
