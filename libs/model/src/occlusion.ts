import { toClipTable, valuesOfClip, type ClipTable } from './input/clip-table.js';
import { prepareClips } from './input/prepare-clips.js';
import type { Model } from './model.js';
import { DEFAULT_SCORING_BATCH, loadNetwork, scoreClips } from './predict.js';
import type { Tf } from './tf.js';

export interface OcclusionOptions {
  /** The number of windows that the clip is cut into. A clip with fewer frames has one window per frame. */
  readonly windows: number;
  /** The number of groups of neighboring coefficients. If there are fewer coefficients, each is its own group. */
  readonly bands: number;
}

/** Shows which regions of a clip a prediction depends on. A drop is how far its probability falls without a region. */
export interface OcclusionMap {
  /** The label that wins on the whole clip, as an index into the model's labels. */
  readonly winner: number;
  readonly probability: number;
  /** The size of the network's input, after the recipe's crop and resize. */
  readonly frames: number;
  readonly coefficients: number;
  readonly windows: number;
  readonly bands: number;
  readonly drops: Float32Array; // [bands, windows]
  /** The drop for each window if it is hidden across all coefficients. */
  readonly overTime: Float32Array; // [windows]
  /** The drop for each band if it is hidden across all frames. */
  readonly overCoefficients: Float32Array; // [bands]
}

/**
 * Measures occlusion over time and coefficients (Zeiler and Fergus 2014). It replaces one region at a time by the mean
 * of the train subset and scores the clip again. The mean carries no information.
 *
 * @param clip extracted features of one clip, `[frames, coefficients]`
 * @throws SerenadeError `model.feature_set_mismatch` when `clip` does not have the shape of the model's clips
 */
export async function measureOcclusion(
  tf: Tf,
  model: Model,
  clip: Float32Array,
  wanted: OcclusionOptions,
): Promise<OcclusionMap> {
  const { recipe, shape, standardizer, labels } = model;
  const features = { values: clip, offsets: [0, clip.length / shape.coefficients] };
  const prepared = prepareClips(recipe.input, toClipTable(features, shape));
  const { coefficients } = prepared.shape;
  const own = valuesOfClip(prepared, 0);
  const frames = own.length / coefficients;
  const windows = Math.min(wanted.windows, frames);
  const bands = Math.min(wanted.bands, coefficients);
  const parts = listRegions(windows, bands);
  const table = hideRegions(own, prepared, standardizer.mean, parts, windows, bands);
  const network = loadNetwork(tf, model);
  try {
    const rows = Array.from({ length: table.clips }, (_, row) => row);
    const probabilities = await scoreClips(tf, network, table, rows, DEFAULT_SCORING_BATCH);
    const whole = probabilities.subarray(0, labels.length);
    const winner = whole.indexOf(Math.max(...whole));
    const probability = whole[winner] ?? 0;
    const drops = Float32Array.from(parts, (_, at) => {
      return probability - (probabilities[(at + 1) * labels.length + winner] ?? Number.NaN);
    });
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
    tf.dispose([...network.weights]);
  }
}

/** A region to hide. Null means the whole axis. */
interface Part {
  readonly window: number | null;
  readonly band: number | null;
}

function listRegions(windows: number, bands: number): Part[] {
  const [times, levels] = [windows, bands].map((count) => Array.from({ length: count }, (_, at) => at));
  return [
    ...(levels ?? []).flatMap((band) => (times ?? []).map((window) => ({ window, band }))),
    ...(times ?? []).map((window) => ({ window, band: null })),
    ...(levels ?? []).map((band) => ({ window: null, band })),
  ];
}

/** Builds a table with the clip, followed by one copy per region with that region hidden. */
function hideRegions(
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
    const [fromFrame, toFrame] = boundsOf(window, windows, frames);
    const [from, to] = boundsOf(band, bands, coefficients);
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

function boundsOf(part: number | null, parts: number, extent: number): [number, number] {
  if (part === null) return [0, extent];
  return [Math.floor((part * extent) / parts), Math.floor(((part + 1) * extent) / parts)];
}
