import type { ClipReport, SignalFigures } from '#libs/contracts';

/** A row of a clip: the clip itself, or one of its segments or channels. */
export interface ClipRow {
  readonly features: Float32Array; // [frames, coefficients]
  /** The duration of the sound that the row covers. */
  readonly seconds: number;
}

/** An extracted clip with what a training reads of it. */
export interface ExtractedClip {
  /** The SHA-256 of the clip's bytes. */
  readonly contentHash: string;
  /** Undefined if the clip was extracted before signals were measured. */
  readonly signal: SignalFigures | undefined;
  readonly rows: readonly ClipRow[];
}

/** Maps clips to rows. */
export interface ClipRows {
  /** The first row of each clip. The last entry is the number of all rows. */
  readonly starts: Int32Array; // [clips + 1]
  readonly seconds: Float64Array; // [rows]
}

/** @param featuresOf returns the features of a row, by the row's number in the report */
export function extractedClip(
  { row, sha256, signal, segments, durationSeconds }: Extract<ClipReport, { status: 'extracted' }>,
  featuresOf: (row: number) => Float32Array,
): ExtractedClip {
  const rows = segments?.map(({ startSeconds, endSeconds }, at) => ({
    features: featuresOf(row + at),
    seconds: endSeconds - startSeconds,
  }));
  const whole = { features: featuresOf(row), seconds: durationSeconds };
  return { contentHash: sha256, signal, rows: rows ?? [whole] };
}

export function clipRows(clips: readonly (readonly Pick<ClipRow, 'seconds'>[])[]): ClipRows {
  const starts = new Int32Array(clips.length + 1);
  clips.forEach((rows, clip) => (starts[clip + 1] = (starts[clip] ?? 0) + rows.length));
  return { starts, seconds: Float64Array.from(clips.flat(), ({ seconds }) => seconds) };
}

/** Returns the rows of the given clips in order. A split divides clips, so all rows of a clip are in one subset. */
export function rowsOfClips({ starts }: ClipRows, clips: readonly number[]): number[] {
  return clips.flatMap((clip) => {
    const start = starts[clip] ?? 0;
    return Array.from({ length: (starts[clip + 1] ?? start) - start }, (_, at) => start + at);
  });
}

/**
 * Averages the probabilities of each clip's rows, weighted by duration, as scoring does.
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
