import {
  SerenadeError,
  corporaOf,
  manifestLine,
  sha256Hex,
  shardLine,
  shardReport,
  type ClipReport,
  type CorpusCheck,
  type SignalFigures,
  type TrainingDomain,
  type TrainingRunRecord,
  type Utterance,
} from '#libs/contracts';
import { CORPORA, loadUtterances, parseManifest, type ManifestRow } from '#libs/corpus';
import { measureTrainingDomain } from '#libs/evaluation';
import { decodeShard, type Shard } from '#libs/features';
import type { FeatureShape, RaggedFeatures } from '#libs/model';
import {
  archiveKeys,
  featureKeys,
  getJson,
  readJsonLines,
  shardIdOf,
  trainingKeys,
  type ObjectStore,
} from '#libs/storage';
import { clipRows, type ClipRow, type ClipRows } from './clip-rows.js';

/** A corpus ready to be learned: every array is in the order of the utterances. */
export interface Dataset {
  readonly utterances: readonly Utterance[];
  /** Which rows are whose: one a clip, or one for each of its segments. */
  readonly rows: ClipRows;
  readonly labelNames: readonly string[];
  readonly labels: Int32Array; // [rows]
  readonly features: RaggedFeatures; // of rows
  readonly shape: FeatureShape;
  /** Undefined where a clip was extracted before signals were measured. */
  readonly signals: readonly (SignalFigures | undefined)[]; // [clips]
  /** SHA-256 of each clip's bytes. */
  readonly contentHashes: readonly string[];
  /** SHA-256 over what was learned: content and label of every clip. */
  readonly dataHash: string;
  /** Clips that were left out, by code. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly licence: string;
  /** What was found of each corpus against what is published. */
  readonly checks: readonly CorpusCheck[];
}

type ExtractedReport = Extract<ClipReport, { status: 'extracted' }>;

interface ExtractedClip {
  readonly sha256: string;
  readonly signal: SignalFigures | undefined;
  readonly rows: readonly ClipRow[];
}

/** @throws SerenadeError `corpus.labels_unreadable`, `corpus.no_features` when not one clip is left */
export async function assembleDataset(store: ObjectStore, run: TrainingRunRecord): Promise<Dataset> {
  const names: { clip: number; name: string }[] = [];
  for await (const { clip, name } of readJsonLines(
    store,
    archiveKeys.manifest(run.archiveId),
    manifestLine,
  )) {
    names.push({ clip, name });
  }
  const { labelMap, leaveOut } = run;
  const corpus = loadUtterances(run.corpus, names, {
    manifest: await readTable(store, run),
    labelMap,
    leaveOut,
  });
  const leftOut = new Map<string, number>();
  if (corpus.rejected.length > 0) leftOut.set('corpus.labels_unreadable', corpus.rejected.length);
  if (corpus.unlabelled > 0) leftOut.set('corpus.label_left_out', corpus.unlabelled);
  const { extracted, shape } = await readShards(store, run, leftOut);
  const utterances = corpus.utterances.filter(({ clip }) => extracted.has(clip));
  if (utterances.length === 0 || shape === null) {
    throw noFeatures(leftOut);
  }
  const clips = utterances.map(({ clip }) => clipOf(extracted, clip));
  const contentHashes = clips.map(({ sha256 }) => sha256);
  const rows = clips.flatMap((clip) => clip.rows);
  return {
    utterances,
    rows: clipRows(clips.map((clip) => clip.rows)),
    labelNames: corpus.labels,
    labels: Int32Array.from(
      utterances.flatMap(({ label }, at) => (clips[at]?.rows ?? []).map(() => corpus.labels.indexOf(label))),
    ),
    features: joined(
      rows.map(({ features }) => features),
      shape.coefficients,
    ),
    shape,
    signals: clips.map(({ signal }) => signal),
    contentHashes,
    dataHash: sha256Hex(
      utterances
        .map(({ label }, row) => `${contentHashes[row]} ${label}`)
        .sort()
        .join('\n'),
    ),
    leftOut: Object.fromEntries([...leftOut].sort()),
    licence: corporaOf(run.corpus)
      .map((name) => CORPORA[name].licence)
      .join(' '),
    checks: corpus.checks,
  };
}

/** What some of the clips are like together. */
export function domainOfClips(
  { rows, features, shape, signals }: Dataset,
  clips: readonly number[],
): TrainingDomain {
  const { starts } = rows;
  const { coefficients } = shape;
  const place = (row: number | undefined) => (features.offsets[row ?? 0] ?? 0) * coefficients;
  return measureTrainingDomain(
    coefficients,
    clips.map((clip) => ({
      features: features.values.subarray(place(starts[clip]), place(starts[clip + 1])),
      signal: signals[clip],
    })),
  );
}

async function readTable(store: ObjectStore, { id, corpus }: TrainingRunRecord): Promise<ManifestRow[]> {
  if (!corporaOf(corpus).includes('manifest')) return [];
  return parseManifest(new TextDecoder().decode(await store.get(trainingKeys.table(id))));
}

/** Every clip silent, or every one damaged: the codes tell which. */
function noFeatures(leftOut: ReadonlyMap<string, number>): SerenadeError {
  const codes = [...leftOut].map(([code, count]) => `${count} by ${code}`).join(', ');
  return new SerenadeError(
    'corpus.no_features',
    `Not one clip of the corpus gave features (${codes}). Listen to a few of its clips, and look at their levels and lengths.`,
  );
}

async function readShards(store: ObjectStore, run: TrainingRunRecord, leftOut: Map<string, number>) {
  const extracted = new Map<number, ExtractedClip>();
  let shape: FeatureShape | null = null;
  for await (const shard of readJsonLines(store, archiveKeys.shards(run.archiveId), shardLine)) {
    const shardId = shardIdOf(run.featureSetId, shard.contentHash);
    const report = await getJson(store, featureKeys.report(run.featureSetId, shardId), shardReport);
    const bytes = await store.get(featureKeys.tensor(run.featureSetId, shardId));
    const tensor = decodeShard(bytes, run.featureSetId);
    shape ??= { frames: tensor.frames, coefficients: tensor.coefficients };
    report.clips.forEach((clip, position) => {
      if (clip.status === 'failed') leftOut.set(clip.code, (leftOut.get(clip.code) ?? 0) + 1);
      else {
        const { sha256, signal } = clip;
        extracted.set(shard.firstClip + position, { sha256, signal, rows: summarizeRows(tensor, clip) });
      }
    });
  }
  return { extracted, shape };
}

/** The rows of a clip, each as long as its segment. */
function summarizeRows(tensor: Shard, { row, segments, durationSeconds }: ExtractedReport): ClipRow[] {
  if (segments === undefined) return [{ features: rowOf(tensor, row), seconds: durationSeconds }];
  return segments.map(({ startSeconds, endSeconds }, at) => ({
    features: rowOf(tensor, row + at),
    seconds: endSeconds - startSeconds,
  }));
}

function rowOf({ values, offsets, coefficients }: Shard, row: number): Float32Array {
  return values.subarray((offsets[row] ?? 0) * coefficients, (offsets[row + 1] ?? 0) * coefficients);
}

function joined(clips: readonly Float32Array[], coefficients: number): RaggedFeatures {
  const offsets = new Float64Array(clips.length + 1);
  clips.forEach(({ length }, clip) => {
    offsets[clip + 1] = (offsets[clip] ?? 0) + length / coefficients;
  });
  const values = new Float32Array((offsets.at(-1) ?? 0) * coefficients);
  clips.forEach((own, clip) => values.set(own, (offsets[clip] ?? 0) * coefficients));
  return { offsets, values };
}

function clipOf(extracted: ReadonlyMap<number, ExtractedClip>, clip: number): ExtractedClip {
  const found = extracted.get(clip);
  if (found === undefined) throw new SerenadeError('internal.error', `Clip ${clip} has no features.`);
  return found;
}
