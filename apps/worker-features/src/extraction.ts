import { readClips, type RandomAccessSource, type ReadClip } from '#libs/archive';
import { addRawHeader } from '#libs/audio';
import {
  SerenadeError,
  type ClipReport,
  type FeatureSetDefinition,
  type ManifestLine,
} from '#libs/contracts';
import { ClipExtractor, clipFailure, noTimes, type EmbedSignal, type StageTimes } from '#libs/features';
import { KeptBlock } from './kept-block.js';
import { timeReads } from './time-reads.js';
import { LARGE_BYTES, openStreamedClip } from './streamed-clip.js';

export interface Extraction {
  /** The features of all rows, concatenated. There is one row per clip, or per segment if clips are cut or split by channel. */
  readonly values: Float32Array; // [all frames, coefficients]
  /** The number of frames of each row. */
  readonly frameCounts: readonly number[]; // [rows]
  /** One report per line, in order. */
  readonly reports: ClipReport[];
  readonly milliseconds: number;
  readonly stages: Readonly<StageTimes>;
}

export interface ExtractionOptions {
  readonly featureSetId: string;
  readonly definition: FeatureSetDefinition;
  /** The size limit of clips that cannot be read as a stream. */
  readonly maxClipBytes: number;
  /** Runs the model of an embedding. The first call for a feature set decides. */
  readonly embed?: EmbedSignal;
  /** The positions of lines that blocked a thread and are skipped. */
  readonly abandoned?: readonly number[];
  /** Receives the position of each line before it is extracted. */
  readonly onClip?: (position: number) => void;
  /** Is called for each piece of a clip that is read as a stream. */
  readonly onPiece?: () => void;
}

/** Extractors keep tables and buffers, so each thread has one per feature set. */
const extractors = new Map<string, ClipExtractor>();
/** One block is enough, because a thread extracts one clip at a time. */
const block = new KeptBlock();

/**
 * Extracts the features of a shard's clips. A clip that cannot be extracted gets a report with an error, and the others
 * are not affected. An error of the source ends the extraction.
 */
export async function extractClips(
  sourceOf: (line: ManifestLine) => Promise<RandomAccessSource>,
  lines: readonly ManifestLine[],
  options: ExtractionOptions,
): Promise<Extraction> {
  const startedAt = performance.now();
  const { featureSetId, definition, maxClipBytes, abandoned = [] } = options;
  const { onClip = () => undefined, onPiece } = options;
  const extractor =
    extractors.get(featureSetId) ?? new ClipExtractor(definition, options.embed ?? rejectModel);
  extractors.set(featureSetId, extractor);
  extractor.rows.length = 0;
  const stages = noTimes();
  extractor.times = stages;
  const reports: ClipReport[] = [];
  for (const group of groupLines(lines, extractor.cutsSegments, abandoned)) {
    if (group.isAbandoned) {
      reports.push(...group.lines.map(() => TOOK_TOO_LONG));
      continue;
    }
    onClip(reports.length);
    const [first] = group.lines;
    if (first === undefined) continue;
    const source = await sourceOf(first);
    const streamed = group.isLarge ? await openStreamedClip(source, first, onPiece) : null;
    const report = streamed === null ? null : await extractor.extractStreamed(streamed);
    if (report !== null && (first.size > maxClipBytes || !isDamaged(report))) {
      reports.push(report);
      continue;
    }
    const readBefore = stages.read;
    let startedReadingAt = performance.now();
    for await (const { line, error, bytes } of readGroup(
      timeReads(source, stages),
      group.lines,
      maxClipBytes,
    )) {
      stages.inflate += performance.now() - startedReadingAt;
      onClip(reports.length);
      reports.push(
        error === undefined ? await extractor.extract(addRawHeader(bytes, line.raw)) : clipFailure(error),
      );
      startedReadingAt = performance.now();
    }
    stages.inflate -= stages.read - readBefore;
  }
  const frameCounts = extractor.rows.map((row) => row.length / extractor.coefficients);
  const values = concatenate(extractor.rows);
  extractor.rows.length = 0;
  return { values, frameCounts, reports, milliseconds: performance.now() - startedAt, stages };
}

/**
 * Reads the clips of one object. If an object that holds a single clip has changed, only that clip fails. If an object
 * with many clips has changed, the run fails.
 */
export async function* readGroup(
  source: RandomAccessSource,
  lines: readonly ManifestLine[],
  maxClipBytes: number,
): AsyncGenerator<ReadClip, void, undefined> {
  const [first] = lines;
  try {
    yield* readClips(source, lines, { maxClipBytes, allocate: block.take });
  } catch (error) {
    if (first === undefined || first.crc32 !== undefined || !isGone(error)) throw error;
    const changed = new SerenadeError('clip.changed', 'The clip has changed since it was indexed.');
    yield { line: first, error: changed };
  }
}

/** Returns true if a clip may be readable as a whole, because the decoders of whole clips tolerate more damage. */
function isDamaged(report: ClipReport): boolean {
  return report.status === 'failed' ? DAMAGE_CODES.has(report.code) : report.warning !== undefined;
}

const DAMAGE_CODES: ReadonlySet<string> = new Set([
  'clip.truncated',
  'clip.malformed',
  'clip.unsupported_codec',
  'clip.not_audio',
]);

function isGone(error: unknown): boolean {
  return (
    error instanceof SerenadeError &&
    (error.code === 'archive.changed' || error.code === 'store.object_missing')
  );
}

function rejectModel(): Promise<never> {
  return Promise.reject(new SerenadeError('engine.unavailable', 'Nothing here runs embedding models.'));
}

const TOOK_TOO_LONG: ClipReport = {
  status: 'failed',
  code: 'clip.decode_failed',
  message: 'Serenade stopped decoding the clip because it took too long.',
};

interface Group {
  readonly lines: readonly ManifestLine[];
  readonly isLarge: boolean;
  readonly isAbandoned: boolean;
}

/** Groups neighboring lines of one object that are read together. A large or abandoned clip is its own group. */
function* groupLines(
  lines: readonly ManifestLine[],
  cutsSegments: boolean,
  abandoned: readonly number[],
): Generator<Group, void, undefined> {
  let together: ManifestLine[] = [];
  for (const [position, line] of lines.entries()) {
    const isAbandoned = abandoned.includes(position);
    const isLarge = cutsSegments && line.error === undefined && line.size >= LARGE_BYTES;
    if (!isAbandoned && !isLarge) {
      if (together.length > 0 && together[0]?.object?.key !== line.object?.key) {
        yield { lines: together, isLarge: false, isAbandoned: false };
        together = [];
      }
      together.push(line);
      continue;
    }
    if (together.length > 0) yield { lines: together, isLarge: false, isAbandoned: false };
    together = [];
    yield { lines: [line], isLarge, isAbandoned };
  }
  if (together.length > 0) yield { lines: together, isLarge: false, isAbandoned: false };
}

export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
