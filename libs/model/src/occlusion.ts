import { upload } from './engine-weights.js';
import { clipTable, valuesOfClip, type ClipTable } from './input/clip-table.js';
import { prepareClips } from './input/prepare-clips.js';
import type { Model } from './model.js';
import { DEFAULT_SCORING_BATCH, scoreClips } from './predict.js';
import type { Tf } from './tf.js';

export interface OcclusionOptions {
  /** Stretches of time that the clip is cut into; at most its frames. */
  readonly windows: number;
  /** Groups of neighbouring coefficients; at most their number. */
  readonly bands: number;
}

/** What a model's answer to one clip rests on. A drop is that of the winner's probability while a part is hidden. */
export interface OcclusionMap {
  /** The label that wins on the whole clip, a position in the model's labels, and its probability. */
  readonly winner: number;
  readonly probability: number;
  /** Of what the network reads: after the recipe's crop and resize. */
  readonly frames: number;
  readonly coefficients: number;
  readonly windows: number;
  readonly bands: number;
  readonly drops: Float32Array; // [bands, windows]
  /** Of a window with all of its coefficients, and of a band with all of its frames. */
  readonly overTime: Float32Array; // [windows]
  readonly overCoefficients: Float32Array; // [bands]
}

/**
 * Occlusion over time and coefficients (Zeiler and Fergus 2014): each part is set to the mean of the training clips, which is
 * what the network reads as nothing, and the clip is scored again.
 *
 * @param clip features of one clip as they were extracted, `[frames, coefficients]`
 * @throws SerenadeError `model.feature_set_mismatch` when it has another shape than the model's clips
 */
export async function occlusionMap(
  tf: Tf,
  model: Model,
  clip: Float32Array,
  wanted: OcclusionOptions,
): Promise<OcclusionMap> {
  const { recipe, shape, standardizer, labels } = model;
  const features = { values: clip, offsets: [0, clip.length / shape.coefficients] };
  const prepared = prepareClips(recipe.input, clipTable(features, shape));
  const { coefficients } = prepared.shape;
  const own = valuesOfClip(prepared, 0);
  const frames = own.length / coefficients;
  const windows = Math.min(wanted.windows, frames);
  const bands = Math.min(wanted.bands, coefficients);
  const parts = partsOf(windows, bands);
  const table = hidden(own, prepared, standardizer.mean, parts, windows, bands);
  const weights = model.weights.map((weight) => upload(tf, weight));
  try {
    const network = { recipe, shape, standardizer, weights, classes: labels.length };
    const rows = Array.from({ length: table.clips }, (_, row) => row);
    const said = await scoreClips(tf, network, table, rows, DEFAULT_SCORING_BATCH);
    const whole = said.subarray(0, labels.length);
    const winner = whole.indexOf(Math.max(...whole));
    const probability = whole[winner] ?? 0;
    const drops = Float32Array.from(
      parts,
      (_, at) => probability - (said[(at + 1) * labels.length + winner] ?? Number.NaN),
    );
    const cells = windows * bands;
    return {
      winner,
      probability,
      frames,
      coefficients,
      windows,
      bands,
      drops: drops.subarray(0, cells),
      overTime: drops.subarray(cells, cells + windows),
      overCoefficients: drops.subarray(cells + windows),
    };
  } finally {
    tf.dispose(weights);
  }
}

/** A rectangle that is hidden; null is all of an axis. */
interface Part {
  readonly window: number | null;
  readonly band: number | null;
}

function partsOf(windows: number, bands: number): Part[] {
  const [times, levels] = [windows, bands].map((count) => Array.from({ length: count }, (_, at) => at));
  return [
    ...(levels ?? []).flatMap((band) => (times ?? []).map((window) => ({ window, band }))),
    ...(times ?? []).map((window) => ({ window, band: null })),
    ...(levels ?? []).map((band) => ({ window: null, band })),
  ];
}

/** The clip, and behind it the clip without each part. */
function hidden(
  own: Float32Array,
  { shape }: ClipTable,
  mean: Float32Array,
  parts: readonly Part[],
  windows: number,
  bands: number,
): ClipTable {
  const { coefficients } = shape;
  const frames = own.length / coefficients;
  const clips = parts.length + 1;
  const values = new Float32Array(clips * own.length);
  for (let clip = 0; clip < clips; clip++) values.set(own, clip * own.length);
  parts.forEach(({ window, band }, at) => {
    const [fromFrame, toFrame] = stretch(window, windows, frames);
    const [from, to] = stretch(band, bands, coefficients);
    for (let frame = fromFrame; frame < toFrame; frame++)
      values.set(mean.subarray(from, to), ((at + 1) * frames + frame) * coefficients + from);
  });
  return {
    shape,
    clips,
    offsets: Float64Array.from({ length: clips + 1 }, (_, clip) => clip * frames),
    values,
  };
}

function stretch(part: number | null, parts: number, extent: number): [number, number] {
  if (part === null) return [0, extent];
  return [Math.floor((part * extent) / parts), Math.floor(((part + 1) * extent) / parts)];
}
