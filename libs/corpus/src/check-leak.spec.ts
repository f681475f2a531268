import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitName, Utterance } from '#libs/contracts';
import { checkLeak } from './check-leak.js';
import type { Split } from './split.js';

/** Builds four clips: one in training, one in validation, two in the test part. */
function divided(
  name: SplitName,
  patch: Partial<Utterance>[] = [],
): { utterances: Utterance[]; split: Split } {
  const utterances = Array.from({ length: 4 }, (_, clip): Utterance => ({
    clip,
    name: `${clip}.wav`,
    corpus: 'ravdess-speech',
    label: 'sad',
    speaker: `speaker ${clip}`,
    gender: null,
    twinGroup: `twins ${clip}`,
    text: `text ${clip}`,
    ...patch[clip],
  }));
  const report = {
    name,
    fold: 0,
    seed: 0,
    train: 1,
    validation: 1,
    test: 2,
    hash: '',
    testTwinsInTraining: 0,
    speakersInBoth: 0,
  };
  return { utterances, split: { train: [0], validation: [1], test: [2, 3], report } };
}

const leakError = expect.objectContaining({ code: 'split.leak' });
const same = (field: 'speaker' | 'twinGroup' | 'text', ...clips: number[]) =>
  Array.from({ length: 4 }, (_, clip) => (clips.includes(clip) ? { [field]: 'same' } : {}));

describe('checkLeak', () => {
  it('accepts a clean split', () => {
    const { utterances, split } = divided('P1');
    expect(() => checkLeak({ utterances, contentHashes: ['a', 'b', 'c', 'c'] }, split)).not.toThrow();
  });

  it('finds a recording that occurs in any two parts of any split', () => {
    const anyName = fc.constantFrom<SplitName>('P0', 'P1', 'P2', 'P2b', 'P3', 'P4');
    const anyPair = fc.constantFrom<number[]>([0, 1], [0, 2], [0, 3], [1, 2], [1, 3]);
    fc.assert(
      fc.property(anyName, anyPair, (name, pair) => {
        const { utterances, split } = divided(name);
        const contentHashes = utterances.map((_, clip) => (pair.includes(clip) ? 'same' : String(clip)));
        expect(() => checkLeak({ utterances, contentHashes }, split)).toThrow(leakError);
      }),
    );
  });

  it.each([
    ['P1', same('twinGroup', 0, 2)],
    ['P1', same('twinGroup', 0, 1)],
    ['P2', same('speaker', 0, 3)],
    ['P2b', same('speaker', 1, 2)],
    ['P4', same('speaker', 0, 1)],
    ['P3', same('text', 0, 2)],
    ['P3', same('text', 1, 3)],
  ] as const)('finds what %s forbids', (name, patch) => {
    const { utterances, split } = divided(name, [...patch]);
    expect(() => checkLeak({ utterances }, split)).toThrow(leakError);
  });

  it.each([
    ['P0', same('twinGroup', 0, 2)],
    ['P0', same('speaker', 0, 2)],
    ['P1', same('speaker', 0, 2)],
    ['P3', same('text', 0, 1)],
  ] as const)('lets pass what %s allows', (name, patch) => {
    const { utterances, split } = divided(name, [...patch]);
    expect(() => checkLeak({ utterances }, split)).not.toThrow();
  });

  it('names both clips and their parts', () => {
    const { utterances, split } = divided('P2', same('speaker', 0, 3));
    expect(() => checkLeak({ utterances }, split)).toThrow(
      '"0.wav" (train) and "3.wav" (test) are the same speaker',
    );
  });
});
