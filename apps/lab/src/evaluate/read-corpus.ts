import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignals, SIGNAL_RATE_HZ, SignalBuffer, SignalMeter } from '#libs/audio';
import {
  SerenadeError,
  sha256Hex,
  type CorpusCheck,
  type FeatureSetDefinition,
  type SignalFigures,
  type TrainingDomain,
  type Utterance,
} from '#libs/contracts';
import { resolveLabelMap, loadUtterances, parseManifest } from '#libs/corpus';
import { measureTrainingDomain } from '#libs/evaluation';
import { createExtractor } from '#libs/features';
import type { FeatureShape, RaggedFeatures } from '#libs/model';
import { LabError } from '../lab-error.js';
import type { EvaluateOptions } from './options.js';

const AUDIO = /\.(?:wav|flac|mp3|ogg|opus|m4a|aac)$/i;

/** A corpus read from folders; every array is in the order of the utterances. */
export interface LabCorpus {
  /** One name, or several joined by "+". */
  readonly corpus: string;
  readonly labelMap: string | null;
  readonly utterances: readonly Utterance[];
  readonly labelNames: readonly string[];
  readonly labels: Int32Array; // [clips]
  /** In memory that threads share. */
  readonly features: RaggedFeatures;
  readonly shape: FeatureShape;
  readonly signals: readonly (SignalFigures | undefined)[]; // [clips]
  readonly contentHashes: readonly string[];
  readonly dataHash: string;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly checks: readonly CorpusCheck[];
}

interface ClipFile {
  readonly clip: number;
  readonly name: string;
  readonly path: string;
}

/**
 * Reads labels from the names below folders and extracts the features of every utterance. A clip that is damaged or
 * silent is left out and counted by its code.
 *
 * @throws SerenadeError as `loadUtterances`; `corpus.no_features` when not one clip could be extracted
 */
export async function readCorpus(
  { data, table, labelMap, leaveOut }: Pick<EvaluateOptions, 'data' | 'table' | 'labelMap' | 'leaveOut'>,
  definition: FeatureSetDefinition,
): Promise<LabCorpus> {
  const files = await clipFiles(data);
  const corpora = data.map(({ corpus }) => corpus);
  const corpus = corpora.join('+');
  const manifest = table === null ? [] : parseManifest(await readTable(table));
  const loaded = loadUtterances(corpus, files, { manifest, labelMap, leaveOut });
  const leftOut = new Map<string, number>();
  const leave = (code: string, count = 1) => leftOut.set(code, (leftOut.get(code) ?? 0) + count);
  if (loaded.rejected.length > 0) leave('corpus.labels_unreadable', loaded.rejected.length);
  if (loaded.unlabelled > 0) leave('corpus.label_left_out', loaded.unlabelled);
  const { rows, shape } = await extract(files, loaded.utterances, definition, leave);
  const utterances = rows.map(({ utterance }) => utterance);
  const contentHashes = rows.map(({ contentHash }) => contentHash);
  return {
    corpus,
    labelMap: resolveLabelMap(corpora, labelMap),
    utterances,
    labelNames: loaded.labels,
    labels: Int32Array.from(utterances, ({ label }) => loaded.labels.indexOf(label)),
    features: shared(
      rows.map(({ features }) => features),
      shape.coefficients,
    ),
    shape,
    signals: rows.map(({ signal }) => signal),
    contentHashes,
    dataHash: sha256Hex(
      utterances
        .map(({ label }, row) => `${contentHashes[row] ?? ''} ${label}`)
        .sort()
        .join('\n'),
    ),
    leftOut: Object.fromEntries([...leftOut].sort()),
    checks: loaded.checks,
  };
}

/** What some of the clips are like together. */
export function domainOfClips(
  { features: { offsets, values }, shape: { coefficients }, signals }: LabCorpus,
  clips: readonly number[],
): TrainingDomain {
  const place = (clip: number) => (offsets[clip] ?? 0) * coefficients;
  return measureTrainingDomain(
    coefficients,
    clips.map((clip) => ({
      features: values.subarray(place(clip), place(clip + 1)),
      signal: signals[clip],
    })),
  );
}

/** Files of all folders; of several corpora each name begins with its corpus. */
async function clipFiles(data: EvaluateOptions['data']): Promise<ClipFile[]> {
  const files: ClipFile[] = [];
  for (const { corpus, path } of data) {
    for (const name of await audioBelow(path)) {
      const prefix = data.length > 1 ? `${corpus}/` : '';
      files.push({ clip: files.length, name: `${prefix}${name}`, path: join(path, name) });
    }
  }
  return files;
}

async function audioBelow(path: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(path, { recursive: true });
  } catch (cause) {
    throw new LabError(`The folder ${path} cannot be read.`, { cause });
  }
  const clips = names.filter((name) => AUDIO.test(name)).sort();
  if (clips.length === 0) throw new LabError(`There is no audio file below ${path}.`);
  return clips;
}

async function readTable(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new LabError(`The table ${path} cannot be read.`, { cause });
  }
}

interface Row {
  readonly utterance: Utterance;
  readonly features: Float32Array;
  readonly signal: SignalFigures | undefined;
  readonly contentHash: string;
}

async function extract(
  files: readonly ClipFile[],
  utterances: readonly Utterance[],
  definition: FeatureSetDefinition,
  leave: (code: string) => void,
) {
  const extractor = createExtractor(definition);
  const { frames, coefficients } = extractor;
  const buffer = new SignalBuffer();
  const meter = new SignalMeter();
  const rows: Row[] = [];
  const codes = new Map<string, number>();
  for (const utterance of utterances) {
    const bytes = await readFile(files[utterance.clip]?.path ?? '');
    try {
      const { resampler } = definition;
      const { signals } = await readSignals(bytes, { resampler, allocate: buffer.take });
      const span = spanOf(signals[0] ?? new Float32Array(), utterance);
      const features = extractor.extract(span);
      meter.add(span, definition.spanSeconds);
      const signal = meter.take() ?? undefined;
      rows.push({ utterance, features, signal, contentHash: hashOf(bytes, utterance) });
    } catch (error) {
      if (!(error instanceof SerenadeError) || !error.code.startsWith('clip.')) throw error;
      leave(error.code);
      codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
    }
  }
  if (rows.length === 0) {
    throw new SerenadeError(
      'corpus.no_features',
      `Not one of ${utterances.length} clips gave features (${[...codes].map(([code, count]) => `${count} by ${code}`).join(', ')}). Listen to a few of them, and look at their levels and lengths.`,
    );
  }
  return { rows, shape: { frames, coefficients } };
}

function spanOf(signal: Float32Array, { span }: Utterance): Float32Array {
  if (span === undefined) return signal;
  const { startSeconds, endSeconds } = span;
  const end = endSeconds === null ? signal.length : Math.round(endSeconds * SIGNAL_RATE_HZ);
  return signal.subarray(Math.round(startSeconds * SIGNAL_RATE_HZ), end);
}

/** Two spans of one recording are different utterances. */
function hashOf(bytes: Uint8Array, { span }: Utterance): string {
  const whole = sha256Hex(bytes);
  return span === undefined ? whole : `${whole}:${span.startSeconds}-${span.endSeconds ?? ''}`;
}

function shared(rows: readonly Float32Array[], coefficients: number): RaggedFeatures {
  const offsets = new Float64Array(rows.length + 1);
  rows.forEach(({ length }, row) => {
    offsets[row + 1] = (offsets[row] ?? 0) + length / coefficients;
  });
  const values = new Float32Array(new SharedArrayBuffer(4 * (offsets.at(-1) ?? 0) * coefficients));
  rows.forEach((own, row) => values.set(own, (offsets[row] ?? 0) * coefficients));
  return { offsets, values };
}
