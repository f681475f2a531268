import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipSignals, SignalBuffer } from '#libs/audio';
import {
  SerenadeError,
  sha256Hex,
  type CorpusName,
  type FeatureSetDefinition,
  type Utterance,
} from '#libs/contracts';
import { loadUtterances } from '#libs/corpus';
import { createExtractor } from '#libs/features';
import type { ClipFeatures, FeatureShape } from '#libs/model';
import { LabError } from '../lab-error.js';
import type { CorpusFolder } from './options.js';

const AUDIO = /\.(?:wav|flac|mp3|ogg|opus|m4a|aac)$/i;

/** A corpus read from a folder; every array is in the order of the utterances. */
export interface LabCorpus {
  readonly corpus: CorpusName;
  readonly utterances: readonly Utterance[];
  readonly labelNames: readonly string[];
  readonly labels: Int32Array; // [clips]
  /** In memory that threads share. */
  readonly features: ClipFeatures;
  readonly shape: FeatureShape;
  readonly contentHashes: readonly string[];
  readonly dataHash: string;
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * Reads labels from the names below a folder and extracts the features of every clip. A clip that is damaged is left
 * out and counted by its code.
 *
 * @throws SerenadeError `corpus.labels_unreadable`; `corpus.too_small` when not one clip could be extracted
 */
export async function readCorpus(
  { corpus, path }: CorpusFolder,
  definition: FeatureSetDefinition,
): Promise<LabCorpus> {
  const names = await clipNames(path);
  const loaded = loadUtterances(
    corpus,
    names.map((name, clip) => ({ clip, name })),
  );
  const leftOut = new Map<string, number>();
  const leave = (code: string, count = 1) => leftOut.set(code, (leftOut.get(code) ?? 0) + count);
  if (loaded.rejected.length > 0) leave('corpus.labels_unreadable', loaded.rejected.length);
  const extractor = createExtractor(definition);
  const buffer = new SignalBuffer();
  const utterances: Utterance[] = [];
  const rows: Float32Array[] = [];
  const contentHashes: string[] = [];
  for (const utterance of loaded.utterances) {
    const bytes = await readFile(join(path, utterance.name));
    try {
      const { resampler } = definition;
      const { signals } = await clipSignals(bytes, { resampler, allocate: buffer.take });
      rows.push(extractor.extract(signals[0] ?? new Float32Array()));
    } catch (error) {
      if (!(error instanceof SerenadeError) || !error.code.startsWith('clip.')) throw error;
      leave(error.code);
      continue;
    }
    utterances.push(utterance);
    contentHashes.push(sha256Hex(bytes));
  }
  if (utterances.length === 0)
    throw new SerenadeError('corpus.too_small', `No clip of ${path} could be extracted.`);
  return {
    corpus,
    utterances,
    labelNames: loaded.labels,
    labels: Int32Array.from(utterances, ({ label }) => loaded.labels.indexOf(label)),
    features: shared(rows, extractor.coefficients),
    shape: { frames: extractor.frames, coefficients: extractor.coefficients },
    contentHashes,
    dataHash: sha256Hex(
      utterances
        .map(({ label }, row) => `${contentHashes[row] ?? ''} ${label}`)
        .sort()
        .join('\n'),
    ),
    leftOut: Object.fromEntries([...leftOut].sort()),
  };
}

async function clipNames(path: string): Promise<string[]> {
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

function shared(rows: readonly Float32Array[], coefficients: number): ClipFeatures {
  const offsets = new Float64Array(rows.length + 1);
  rows.forEach(({ length }, row) => {
    offsets[row + 1] = (offsets[row] ?? 0) + length / coefficients;
  });
  const values = new Float32Array(new SharedArrayBuffer(4 * (offsets.at(-1) ?? 0) * coefficients));
  rows.forEach((own, row) => values.set(own, (offsets[row] ?? 0) * coefficients));
  return { offsets, values };
}
