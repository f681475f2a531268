import { sha256Hex, type SplitReport, type Utterance } from '#libs/contracts';
import type { Assignment, SplitRequest } from './split.js';

/** Describes a split for the training report. "Training" means train and validation here: both shape the model. */
export function reportSplit(request: SplitRequest, assignment: Assignment): SplitReport {
  const { utterances, split, fold, seed } = request;
  const count = (part: string) => assignment.filter((assigned) => assigned === part).length;
  const test = utterances.filter((_, at) => assignment[at] === 'test');
  const training = utterances.filter((_, at) => assignment[at] !== 'test');
  return {
    name: split,
    fold,
    seed,
    train: count('train'),
    validation: count('validation'),
    test: count('test'),
    hash: hashSplit(request, assignment),
    testTwinsInTraining: computeTwinShare(test, training),
    speakersInBoth: countSharedSpeakers(test, training),
  };
}

/** Hashes the sorted lines `<content hash, or else name>\t<part>` with SHA-256. */
function hashSplit({ utterances, contentHashes }: SplitRequest, assignment: Assignment): string {
  const lines = utterances.map(({ name }, at) => `${contentHashes?.[at] ?? name}\t${assignment[at] ?? ''}`);
  return sha256Hex(lines.sort().join('\n'));
}

function computeTwinShare(test: readonly Utterance[], training: readonly Utterance[]): number | null {
  if (test.every(({ twinGroup }) => twinGroup === null)) return null;
  const trained = new Set(training.map(({ twinGroup }) => twinGroup));
  return test.filter(({ twinGroup }) => twinGroup !== null && trained.has(twinGroup)).length / test.length;
}

function countSharedSpeakers(test: readonly Utterance[], training: readonly Utterance[]): number | null {
  if ([...test, ...training].some(({ speaker }) => speaker === null)) return null;
  const trained = new Set(training.map(({ speaker }) => speaker));
  return new Set(test.map(({ speaker }) => speaker).filter((speaker) => trained.has(speaker))).size;
}
