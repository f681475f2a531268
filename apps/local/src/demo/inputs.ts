import { join } from 'node:path';
import type { CorpusName } from '#libs/contracts';
import { labelledClips, unlabelledClips, writeZip } from '#libs/synthetic';
import { prepareZip } from '../zip-folder.js';
import type { DemoOptions } from './options.js';

/** The archives that the demo uploads. */
export interface DemoInputs {
  readonly corpus: CorpusName;
  readonly labelled: string;
  /** Null if the labeled archive is scored too. */
  readonly unlabelled: string | null;
  /** The emotion of each synthetic clip, by name; null for recordings. */
  readonly madeAs: ReadonlyMap<string, string> | null;
  /** Notes printed before any result, so that the figures are not misread. */
  readonly notes: readonly string[];
}

/** Creates the archives in `folder`. */
export async function prepareInputs(options: DemoOptions, folder: string): Promise<DemoInputs> {
  const given = options.score === null ? null : await prepareZip(options.score, join(folder, 'to-score'));
  if (options.corpus === null) return createSyntheticInputs(options.seed, given, folder);
  const { name, path } = options.corpus;
  const notes =
    given === null
      ? [
          'Without --score, the corpus itself is scored, including training clips, so that part is not a test.',
        ]
      : [];
  return { corpus: name, labelled: await prepareZip(path, folder), unlabelled: given, madeAs: null, notes };
}

async function createSyntheticInputs(
  seed: number,
  given: string | null,
  folder: string,
): Promise<DemoInputs> {
  const labelled = join(folder, 'synthetic-labelled.zip');
  await writeZip(labelled, labelledClips(seed));
  const notes = [
    'The clips are SYNTHETIC: pulse trains through formant filters, generated now. Their pitch, rate and energy',
    'follow eight emotions by design, so the figures below show that the system works and say nothing about',
    'real voices. To use real speech: npm run demo -- --corpus ravdess=PATH',
  ];
  if (given !== null) return { corpus: 'folder', labelled, unlabelled: given, madeAs: null, notes };
  const { files, madeAs } = unlabelledClips(seed);
  const unlabelled = join(folder, 'synthetic-unlabelled.zip');
  await writeZip(unlabelled, files);
  return { corpus: 'folder', labelled, unlabelled, madeAs, notes };
}
