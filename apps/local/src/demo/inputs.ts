import { join } from 'node:path';
import type { CorpusName } from '#libs/contracts';
import { labelledClips, unlabelledClips, writeZip } from '#libs/synthetic';
import { asZip } from '../zip-folder.js';
import type { DemoOptions } from './options.js';

/** What is uploaded. */
export interface DemoInputs {
  readonly corpus: CorpusName;
  readonly labelled: string;
  /** Null: the labelled archive is scored too. */
  readonly unlabelled: string | null;
  /** What the synthetic clips to be scored were made as. */
  readonly madeAs: ReadonlyMap<string, string> | null;
  /** Said before anything is shown, so that nobody takes the figures for what they are not. */
  readonly notes: readonly string[];
}

/** Makes or packs the archives in `folder`. */
export async function prepareInputs(options: DemoOptions, folder: string): Promise<DemoInputs> {
  const given = options.score === null ? null : await asZip(options.score, join(folder, 'to-score'));
  if (options.corpus === null) return synthetic(options.seed, given, folder);
  const { name, path } = options.corpus;
  const notes =
    given === null
      ? [
          'No --score was given: the corpus itself is scored, training clips included, so that part is no test.',
        ]
      : [];
  return { corpus: name, labelled: await asZip(path, folder), unlabelled: given, madeAs: null, notes };
}

async function synthetic(seed: number, given: string | null, folder: string): Promise<DemoInputs> {
  const labelled = join(folder, 'synthetic-labelled.zip');
  await writeZip(labelled, labelledClips(seed));
  const notes = [
    'The clips are SYNTHETIC: pulse trains through formant filters, made just now. Their pitch, rate and energy',
    'follow eight emotions by construction, so the figures below show that the system works and say nothing about',
    'real voices. For those: npm run demo -- --corpus ravdess=PATH',
  ];
  if (given !== null) return { corpus: 'folder', labelled, unlabelled: given, madeAs: null, notes };
  const { files, madeAs } = unlabelledClips(seed);
  const unlabelled = join(folder, 'synthetic-unlabelled.zip');
  await writeZip(unlabelled, files);
  return { corpus: 'folder', labelled, unlabelled, madeAs, notes };
}
