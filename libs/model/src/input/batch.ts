import { valuesOfClip, framesOfClip, type ClipTable } from './clip-table.js';
import { standardizeInto, type Standardizer } from './standardizer.js';

/** A batch of clips. Shorter clips are padded at the end with zeros, which are the mean of the train subset. */
export interface ClipBatch {
  readonly clips: number;
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [clips, frames, coefficients], standardized
  /** 1 for a clip's own frames, 0 for padding. Null if no clip is padded. */
  readonly mask: Float32Array | null; // [clips, frames]
}

/** @param clips positions in the table, whose clips are already cropped and resized */
export function buildClipBatch(
  table: ClipTable,
  clips: readonly number[],
  standardizer: Standardizer,
): ClipBatch {
  const { coefficients } = table.shape;
  const lengths = clips.map((clip) => framesOfClip(table, clip));
  const frames = Math.max(1, ...lengths);
  const values = new Float32Array(clips.length * frames * coefficients);
  clips.forEach((clip, row) => {
    const own = valuesOfClip(table, clip);
    const start = row * frames * coefficients;
    standardizeInto(values.subarray(start, start + own.length), own, standardizer);
  });
  return { clips: clips.length, frames, coefficients, values, mask: maskOf(lengths, frames) };
}

function maskOf(lengths: readonly number[], frames: number): Float32Array | null {
  if (lengths.every((length) => length === frames)) return null;
  const mask = new Float32Array(lengths.length * frames);
  lengths.forEach((length, row) => mask.fill(1, row * frames, row * frames + length));
  return mask;
}
