import { corporaOf, SerenadeError, type SplitName, type Utterance } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';
import type { SplitRequest } from './split.js';

/** Test actors of the EmoBox folds of RAVDESS. */
const P2_TEST_ACTORS = [
  [1, 11, 20, 21],
  [4, 10, 12, 14],
  [8, 9, 19, 23],
  [3, 5, 7, 24],
  [2, 15, 16, 18],
  [6, 13, 17, 22],
];

/** Test actors of the RAVDESS folds by Luna-Jimenez et al., and the validation actors of each fold. */
const P2B_TEST_ACTORS = [
  [2, 5, 14, 15, 16],
  [3, 6, 7, 13, 18],
  [10, 11, 12, 19, 20],
  [8, 17, 21, 23, 24],
  [1, 4, 9, 22],
];
const P2B_VALIDATION_ACTORS = [
  [3, 6],
  [10, 11],
  [8, 17],
  [1, 14],
  [2, 5],
];

/** The fold of P6 that trains on speech and tests on song. The other folds join both and hold out actors as P2b does. */
export const P6_SPEECH_TO_SONG = 0;

/** The test and validation speakers of a fold. If `validation` is null, the seed draws them. */
export interface SpeakerFold {
  readonly test: ReadonlySet<string>;
  readonly validation: ReadonlySet<string> | null;
}

/**
 * Returns how many folds a split has on a corpus.
 *
 * @throws SerenadeError `split.not_applicable` if the corpus lacks what the split divides by
 */
export function foldCount({
  corpus,
  split,
  utterances,
}: Pick<SplitRequest, 'corpus' | 'split' | 'utterances'>): number {
  switch (split) {
    case 'P0':
      return 1;
    case 'P1':
      if (utterances.every(({ twinGroup }) => twinGroup === null))
        throw notApplicable(
          split,
          `corpus "${corpus}" has no repetitions. Use P0, which is the same split here`,
        );
      return 1;
    case 'P2':
    case 'P2b':
      if (corporaOf(corpus).some((name) => CORPORA[name].cast !== 'ravdess'))
        throw notApplicable(split, 'its folds are lists of RAVDESS actors. Use P4');
      return split === 'P2' ? P2_TEST_ACTORS.length : P2B_TEST_ACTORS.length;
    case 'P3':
      if (distinct(split, utterances, 'text').length < 2)
        throw notApplicable(split, 'it needs at least two texts');
      return 2;
    case 'P4': {
      const speakers = distinct(split, utterances, 'speaker').length;
      if (speakers < 2)
        throw notApplicable(split, `it needs at least two speakers, and the corpus has ${speakers}`);
      return speakers;
    }
    case 'P5':
      if (corporaOf(corpus).length < 2)
        throw notApplicable(split, 'it needs at least two corpora, such as "ravdess-speech+emodb"');
      return corporaOf(corpus).length;
    case 'P6':
      if (!isSpeechAndSong(corpus))
        throw notApplicable(split, 'it needs both parts of RAVDESS, "ravdess-speech+ravdess-song"');
      return 1 + P2B_TEST_ACTORS.length;
    case 'given':
      if (utterances.every(({ givenPart }) => givenPart === undefined))
        throw notApplicable(split, 'no utterance has a part. Add a column "split" to the table of clips');
      return 1;
  }
}

function isSpeechAndSong(corpus: string): boolean {
  return corporaOf(corpus).sort().join() === 'ravdess-song,ravdess-speech';
}

/** Returns the speakers of a fold of P2, P2b or P4, or of a joint fold of P6. */
export function speakerFold(
  split: 'P2' | 'P2b' | 'P4' | 'P6',
  fold: number,
  { corpus, utterances }: Pick<SplitRequest, 'corpus' | 'utterances'>,
): SpeakerFold {
  const isJoint = corporaOf(corpus).length > 1;
  const actors = (numbers: readonly number[] = []) =>
    new Set(numbers.map((number) => `${isJoint ? 'ravdess:' : ''}${String(number).padStart(2, '0')}`));
  if (split === 'P2') return { test: actors(P2_TEST_ACTORS[fold]), validation: null };
  if (split !== 'P4') {
    const at = split === 'P6' ? fold - P6_SPEECH_TO_SONG - 1 : fold;
    return { test: actors(P2B_TEST_ACTORS[at]), validation: actors(P2B_VALIDATION_ACTORS[at]) };
  }
  return { test: new Set(distinct(split, utterances, 'speaker').slice(fold, fold + 1)), validation: null };
}

/** Returns the test texts of a fold of P3: every second text in alphabetical order, from the first one in fold 0. */
export function textFold(fold: number, utterances: readonly Utterance[]): ReadonlySet<string> {
  return new Set(distinct('P3', utterances, 'text').filter((_, index) => index % 2 === fold));
}

export function notApplicable(split: SplitName, reason: string): SerenadeError {
  return new SerenadeError('split.not_applicable', `Split ${split} does not fit this corpus: ${reason}.`, {
    split,
  });
}

function distinct(split: SplitName, utterances: readonly Utterance[], field: 'speaker' | 'text'): string[] {
  const values = new Set<string>();
  for (const utterance of utterances) {
    const value = utterance[field];
    if (value === null) throw notApplicable(split, `the clip "${utterance.name}" has no ${field}`);
    values.add(value);
  }
  return [...values].sort();
}
