import { corporaOf, SerenadeError, SPLIT_PARTS, type SplitPart, type Utterance } from '#libs/contracts';
import { checkLeak } from './check-leak.js';
import { foldCount, notApplicable, P6_SPEECH_TO_SONG, speakerFold, textFold } from './folds.js';
import { groupBy, type Group } from './groups.js';
import { Random } from '#libs/random';
import { reportSplit } from './report-split.js';
import type { Assignment, Split, SplitRequest } from './split.js';
import { drawStratified } from './stratify.js';

/** A class needs at least one clip in each part. */
export const MINIMUM_CLIPS_PER_CLASS = 3;
const TEST_SHARE = 0.2;

/**
 * Splits a corpus by a protocol: P0 at random; P1 at random with twins together; P2 and P2b by published folds of
 * RAVDESS actors; P3 by text; P4 by leaving out one speaker; P5 by leaving out one corpus; P6 from speech to song and
 * jointly by actor; `given` by the parts in the user's table. Random choices are stratified by class. Byte-identical
 * clips stay together in every split. The same request always returns the same split.
 *
 * @throws SerenadeError `split.not_applicable`, `corpus.too_small`, or `split.leak` if the corpus contradicts itself,
 * for example with one recording under two speakers
 */
export function makeSplit(request: SplitRequest): Split {
  const folds = foldCount(request);
  if (!Number.isInteger(request.fold) || request.fold < 0 || request.fold >= folds) {
    throw notApplicable(
      request.split,
      `it has folds 0 to ${folds - 1} here, and fold ${request.fold} was requested`,
    );
  }
  checkClassSizes(request.utterances);
  const assignment = assign(request);
  checkParts(request, assignment);
  const split: Split = { ...positionsOf(assignment), report: reportSplit(request, assignment) };
  checkLeak(request, split);
  return split;
}

function assign(request: SplitRequest): Assignment {
  const { split, fold, utterances } = request;
  const everything = [...utterances.keys()];
  switch (split) {
    case 'P0':
    case 'P1': {
      const twinsTogether = split === 'P1';
      const test = draw(request, everything, TEST_SHARE, twinsTogether, 'test');
      return withRandomValidation(request, test, twinsTogether);
    }
    case 'P3': {
      const tested = textFold(fold, utterances);
      const test = everything.filter((position) => tested.has(utterances[position]?.text ?? ''));
      return withRandomValidation(request, new Set(test), true);
    }
    case 'P5':
      return withRandomValidation(request, positionsInCorpus(request, corporaOf(request.corpus)[fold]), true);
    case 'given':
      return readGivenParts(request);
    default: {
      if (split === 'P6' && fold === P6_SPEECH_TO_SONG)
        return withRandomValidation(request, positionsInCorpus(request, 'ravdess-song'), true);
      const { test, validation } = speakerFold(split, fold, request);
      const chosen = validation ?? drawSpeakers(request, test);
      return utterances.map(({ speaker }) =>
        test.has(speaker ?? '') ? 'test' : chosen.has(speaker ?? '') ? 'validation' : 'train',
      );
    }
  }
}

function positionsInCorpus({ utterances }: SplitRequest, corpus: string | undefined): Set<number> {
  return new Set([...utterances.keys()].filter((position) => utterances[position]?.corpus === corpus));
}

/** Returns the parts in the table. If it has no validation part, draws a share of the training part. */
function readGivenParts(request: SplitRequest): Assignment {
  const { utterances, split } = request;
  const parts = utterances.map(({ name, givenPart }) => {
    if (givenPart === undefined)
      throw notApplicable(split, `the clip "${name}" has no value in the column "split"`);
    return givenPart;
  });
  if (parts.includes('validation')) return parts;
  const test = [...parts.keys()].filter((position) => parts[position] === 'test');
  return withRandomValidation(request, new Set(test), true);
}

function withRandomValidation(
  request: SplitRequest,
  test: ReadonlySet<number>,
  twinsTogether: boolean,
): Assignment {
  const rest = [...request.utterances.keys()].filter((position) => !test.has(position));
  const validation = draw(request, rest, request.validationShare, twinsTogether, 'validation');
  return request.utterances.map((_, position): SplitPart => {
    if (test.has(position)) return 'test';
    return validation.has(position) ? 'validation' : 'train';
  });
}

/** Draws a stratified share of the positions. Byte-identical clips, and optionally twins, are drawn together. */
function draw(
  { utterances, contentHashes, seed }: SplitRequest,
  positions: readonly number[],
  share: number,
  twinsTogether: boolean,
  stream: string,
): Set<number> {
  const keys = positions.map((position) => [
    contentHashes?.[position],
    twinsTogether ? utterances[position]?.twinGroup : null,
  ]);
  const groups = groupBy(keys).map((group): Group => group.map((index) => positions[index] ?? 0));
  const labels = utterances.map(({ label }) => label);
  return drawStratified(groups, labels, share, Random.seeded(seed, `split-${stream}`));
}

/** Draws the validation speakers from the training speakers: at least one if a share is requested, never all. */
function drawSpeakers(
  { utterances, validationShare, seed }: SplitRequest,
  test: ReadonlySet<string>,
): Set<string> {
  const speakers = [...new Set(utterances.map(({ speaker }) => speaker ?? ''))]
    .filter((name) => !test.has(name))
    .sort();
  const wanted = validationShare === 0 ? 0 : Math.max(1, Math.round(speakers.length * validationShare));
  const count = Math.min(wanted, speakers.length - 1);
  return new Set(Random.seeded(seed, 'split-validation').shuffle(speakers).slice(0, Math.max(0, count)));
}

function positionsOf(assignment: Assignment): Record<SplitPart, number[]> {
  const positions: Record<SplitPart, number[]> = { train: [], validation: [], test: [] };
  for (const [position, part] of assignment.entries()) positions[part].push(position);
  return positions;
}

function checkClassSizes(utterances: readonly Utterance[]): void {
  const sizes = new Map<string, number>();
  for (const { label } of utterances) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const [only] = sizes.keys();
  if (sizes.size < 2)
    throw tooSmallError(
      `its only class is "${only ?? ''}", and a classifier needs two. Add clips with another label, or choose a corpus whose clip names contain the label`,
    );
  for (const [label, size] of sizes) {
    if (size < MINIMUM_CLIPS_PER_CLASS) {
      throw tooSmallError(
        `the class "${label}" has ${size} of the ${MINIMUM_CLIPS_PER_CLASS} clips it needs. Add clips, or drop the label with leaveOut`,
      );
    }
  }
}

/** Checks that training and test parts are not empty and that training has every class. */
function checkParts({ utterances, split, fold }: SplitRequest, assignment: Assignment): void {
  for (const part of SPLIT_PARTS) {
    if (part !== 'validation' && !assignment.includes(part)) {
      throw tooSmallError(
        `fold ${fold} of ${split} leaves no clips for the ${part} part. Choose a fold whose speakers are in the corpus, or P4, which uses the speakers it finds`,
      );
    }
  }
  const learned = new Set(utterances.filter((_, at) => assignment[at] === 'train').map(({ label }) => label));
  const missing = utterances.find(({ label }) => !learned.has(label));
  if (missing)
    throw tooSmallError(
      `fold ${fold} of ${split} leaves no clips of "${missing.label}" for training. Drop the label with leaveOut, or add speakers`,
    );
}

function tooSmallError(reason: string): SerenadeError {
  return new SerenadeError('corpus.too_small', `The corpus is too small: ${reason}.`);
}
