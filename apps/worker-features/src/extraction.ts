import { readClips, type RandomAccessSource, type ReadClip } from '#libs/archive';
import {
  SerenadeError,
  type ClipReport,
  type FeatureSetDefinition,
  type ManifestLine,
} from '#libs/contracts';
import { ClipExtractor, clipFailure, noTimes, type StageTimes } from '#libs/features';
import { KeptBlock } from './kept-block.js';
import { timedSource } from './timed-source.js';
import { LARGE_BYTES, openStreamedClip } from './streamed-clip.js';

export interface Extraction {
  /** Features of all rows, one behind another: a row a clip, or where clips are cut or taken apart, one a segment. */
  readonly values: Float32Array; // [all frames, coefficients]
  /** Frames of each row. */
  readonly frameCounts: readonly number[]; // [rows]
  /** One for each line, in order. */
  readonly reports: ClipReport[];
  readonly milliseconds: number;
  readonly stages: Readonly<StageTimes>;
}

export interface ExtractionOptions {
  readonly featureSetId: string;
  readonly definition: FeatureSetDefinition;
  /** A clip that has more bytes is refused, unless it can be read as a stream. */
  readonly maxClipBytes: number;
  /** Reads the model of an embedding, by its key. */
  readonly readModel?: (key: string) => Promise<Uint8Array>;
  /** Positions of lines that are not to be tried, since a thread was lost over them. */
  readonly abandoned?: readonly number[];
  /** Called before each line with its position. */
  readonly onClip?: (position: number) => void;
}

/** Extractors keep tables and buffers: one for each feature set and thread. */
const extractors = new Map<string, ClipExtractor>();
/** A shard is done with a clip before it takes the next, and a thread with a shard. */
const block = new KeptBlock();

/**
 * Extracts the features of a shard's clips. A clip that cannot be extracted gives its coded error and leaves its
 * neighbours alone; an error of the source ends the extraction, since no clip is to blame.
 */
export async function extractClips(
  sourceOf: (line: ManifestLine) => Promise<RandomAccessSource>,
  lines: readonly ManifestLine[],
  options: ExtractionOptions,
): Promise<Extraction> {
  const startedAt = performance.now();
  const { featureSetId, definition, maxClipBytes, abandoned = [], onClip = () => undefined } = options;
  const { readModel = noModel } = options;
  const extractor = extractors.get(featureSetId) ?? (await ClipExtractor.open(definition, readModel));
  extractors.set(featureSetId, extractor);
  extractor.rows.length = 0;
  const stages = noTimes();
  extractor.times = stages;
  const reports: ClipReport[] = [];
  for (const group of groupsOf(lines, extractor.cutsSegments, abandoned)) {
    if (group.isAbandoned) {
      reports.push(...group.lines.map(() => TOOK_TOO_LONG));
      continue;
    }
    onClip(reports.length);
    const [first] = group.lines;
    if (first === undefined) continue;
    const source = await sourceOf(first);
    const streamed = group.isLarge ? await openStreamedClip(source, first) : null;
    if (streamed !== null) {
      reports.push(await extractor.extractStreamed(streamed));
      continue;
    }
    const readBefore = stages.read;
    let askedAt = performance.now();
    for await (const { error, bytes } of readGroup(timedSource(source, stages), group.lines, maxClipBytes)) {
      stages.inflate += performance.now() - askedAt;
      onClip(reports.length);
      reports.push(error === undefined ? await extractor.extract(bytes) : clipFailure(error));
      askedAt = performance.now();
    }
    stages.inflate -= stages.read - readBefore;
  }
  const frameCounts = extractor.rows.map((row) => row.length / extractor.coefficients);
  const values = joined(extractor.rows);
  extractor.rows.length = 0;
  return { values, frameCounts, reports, milliseconds: performance.now() - startedAt, stages };
}

/** An object that is one clip may change or go, and concerns no other; of one that holds many, the run has to know. */
async function* readGroup(
  source: RandomAccessSource,
  lines: readonly ManifestLine[],
  maxClipBytes: number,
): AsyncGenerator<ReadClip, void, undefined> {
  const [first] = lines;
  try {
    yield* readClips(source, lines, { maxClipBytes, allocate: block.take });
  } catch (error) {
    if (first === undefined || first.crc32 !== undefined || !isGone(error)) throw error;
    const changed = new SerenadeError('clip.changed', 'The clip is no longer the one that was indexed.');
    yield { line: first, error: changed };
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof SerenadeError &&
    (error.code === 'archive.changed' || error.code === 'store.object_missing')
  );
}

function noModel(key: string): Promise<Uint8Array> {
  return Promise.reject(
    new SerenadeError('store.object_missing', `The object ${key} does not exist.`, { key }),
  );
}

const TOOK_TOO_LONG: ClipReport = {
  status: 'failed',
  code: 'clip.decode_failed',
  message: 'The clip was given up, because its decoder did not come to an end.',
};

interface Group {
  readonly lines: readonly ManifestLine[];
  readonly isLarge: boolean;
  readonly isAbandoned: boolean;
}

/** Neighbours of one object that are read together; a large clip and one that was given up stand alone. */
function* groupsOf(
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

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
