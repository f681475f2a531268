/** What is learned of a clip, or of one of its segments. */
export interface ClipRow {
  readonly features: Float32Array;
  /** The length of the sound that it stands for. */
  readonly seconds: number;
}

/** Which rows are whose. */
export interface ClipRows {
  /** Where the rows of each clip begin, and one behind the last row. */
  readonly starts: Int32Array; // [clips + 1]
  readonly seconds: Float64Array; // [rows]
}

export function clipRows(clips: readonly (readonly ClipRow[])[]): ClipRows {
  const starts = new Int32Array(clips.length + 1);
  clips.forEach((rows, clip) => (starts[clip + 1] = (starts[clip] ?? 0) + rows.length));
  return { starts, seconds: Float64Array.from(clips.flat(), ({ seconds }) => seconds) };
}

/** The rows of some clips, one clip behind another. A split deals out clips, so that no clip is on both of its sides. */
export function rowsOfClips({ starts }: ClipRows, clips: readonly number[]): number[] {
  return clips.flatMap((clip) => {
    const start = starts[clip] ?? 0;
    return Array.from({ length: (starts[clip + 1] ?? start) - start }, (_, at) => start + at);
  });
}

/**
 * The verdict on each clip from those on its rows: their mean, weighted by duration, as scores have it.
 *
 * @param probabilities `[rows of the clips, classes]`, in the order of `rowsOfClips`
 * @returns `[clips, classes]`
 */
export function meanOfRows(
  { starts, seconds }: ClipRows,
  clips: readonly number[],
  probabilities: Float32Array,
  classes: number,
): Float32Array {
  const means = new Float32Array(clips.length * classes);
  let from = 0;
  clips.forEach((clip, at) => {
    const own = seconds.subarray(starts[clip], starts[clip + 1]);
    const total = own.reduce((sum, value) => sum + value, 0);
    own.forEach((value) => {
      const weight = total > 0 ? value / total : 1 / own.length;
      for (let k = 0; k < classes; k++, from++) {
        means[at * classes + k] = (means[at * classes + k] ?? 0) + weight * (probabilities[from] ?? 0);
      }
    });
  });
  return means;
}
