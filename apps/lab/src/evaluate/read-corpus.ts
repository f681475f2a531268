import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIGNAL_RATE_HZ } from '#libs/audio';
import { featureSetShape, type FeatureSetDefinition, type Utterance } from '#libs/contracts';
import { loadUtterances } from '#libs/corpus';
import { ClipExtractor } from '#libs/features';
import {
  assembleTrainingSet,
  extractedClip,
  type ExtractedClip,
  type ExtractedClips,
  type TrainingSet,
} from '#libs/learning';
import { decodeText, readTrainingTable } from '#libs/tables';
import { LabError } from '../lab-error.js';
import type { EvaluateOptions } from './options.js';

const AUDIO = /\.(?:wav|flac|mp3|ogg|opus|m4a|mp4|mov|aac|webm|mkv|mka)$/i;

type Span = NonNullable<Utterance['span']>;

interface ClipFile {
  readonly clip: number;
  readonly name: string;
  readonly path: string;
}

/**
 * Reads labels from the names in folders and extracts the features of every utterance. Damaged and silent clips are
 * omitted and counted by error code.
 *
 * @throws SerenadeError as `loadUtterances`, and `corpus.no_features` when no clip could be extracted
 */
export async function readCorpus(
  { data, table, labelMap, leaveOut }: Pick<EvaluateOptions, 'data' | 'table' | 'labelMap' | 'leaveOut'>,
  definition: FeatureSetDefinition,
): Promise<TrainingSet> {
  const files = await clipFiles(data);
  const corpus = data.map((folder) => folder.corpus).join('+');
  const manifest = table === null ? [] : readTrainingTable(decodeText(await readTable(table)));
  const loaded = loadUtterances(corpus, files, { manifest, labelMap, leaveOut });
  return assembleTrainingSet(corpus, labelMap, loaded, await extract(files, loaded.utterances, definition));
}

/** Lists the files of all folders. With several corpora, each name begins with its corpus. */
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
  if (clips.length === 0) throw new LabError(`The folder ${path} contains no audio file.`);
  return clips;
}

async function readTable(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new LabError(`The table ${path} cannot be read.`, { cause });
  }
}

async function extract(
  files: readonly ClipFile[],
  utterances: readonly Utterance[],
  definition: FeatureSetDefinition,
): Promise<ExtractedClips> {
  const extractor = openExtractor(definition);
  if (extractor.cutsSegments && utterances.some(({ span }) => span !== undefined))
    throw new LabError('A table with starts and ends cannot be used with a feature set that cuts segments.');
  const clips = new Map<Utterance, ExtractedClip>();
  const failures: string[] = [];
  for (const utterance of utterances) {
    const { clip, span } = utterance;
    const report = await extractor.extract(
      await readFile(files[clip]?.path ?? ''),
      span && ((signal) => cutSpan(signal, span)),
    );
    const rows = extractor.rows.splice(0);
    if (report.status === 'failed') {
      failures.push(report.code);
      continue;
    }
    const extracted = extractedClip(report, (row) => rows[row] ?? new Float32Array());
    clips.set(utterance, { ...extracted, contentHash: identify(extracted, span) });
  }
  return { shape: featureSetShape(definition), failures, find: (utterance) => clips.get(utterance) };
}

export function openExtractor(definition: FeatureSetDefinition): ClipExtractor {
  return new ClipExtractor(definition, ({ modelKey }) =>
    Promise.reject(
      new LabError(`The embedding model ${modelKey} is stored on a server, which the lab cannot read.`),
    ),
  );
}

function cutSpan(signal: Float32Array, { startSeconds, endSeconds }: Span): Float32Array {
  const end = endSeconds === null ? signal.length : Math.round(endSeconds * SIGNAL_RATE_HZ);
  return signal.subarray(Math.round(startSeconds * SIGNAL_RATE_HZ), end);
}

/** Identifies an utterance by content and span, because two spans of one recording are different utterances. */
function identify({ contentHash }: ExtractedClip, span: Utterance['span']): string {
  return span === undefined ? contentHash : `${contentHash}:${span.startSeconds}-${span.endSeconds ?? ''}`;
}
