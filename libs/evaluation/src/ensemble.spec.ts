import { describe, expect, it } from 'vitest';
import type { AnsweredPart, ModelAnswers } from '#libs/contracts';
import { ensembleAnswers, ensembleProbabilities } from './ensemble.js';

const LABELS = ['angry', 'calm'];
const part = (clips: string[], truth: number[], probabilities: number[]): AnsweredPart => ({
  clips,
  truth,
  speakers: clips.map((clip) => `speaker of ${clip}`),
  genders: clips.map(() => null),
  probabilities,
});
const answers = (labels: string[], test: AnsweredPart): ModelAnswers => ({
  v: 1,
  labels,
  validation: part([], [], []),
  test,
});

describe('ensembleProbabilities', () => {
  const plain = { weight: 0.5, temperature: 1 };

  it('returns the weighted mean for members with their labels in any order', () => {
    const mean = ensembleProbabilities(
      [
        { labels: LABELS, probabilities: Float32Array.of(0.5, 0.5, 1, 0), weight: 0.75, temperature: 1 },
        {
          labels: ['calm', 'angry'],
          probabilities: Float32Array.of(1, 0, 1, 0),
          weight: 0.25,
          temperature: 1,
        },
      ],
      LABELS,
    );
    expect([...mean]).toEqual([0.375, 0.625, 0.75, 0.25]);
  });

  it('calibrates each member before averaging', () => {
    // Odds of 9 to 1 at a temperature of 2 are 3 to 1.
    const member = { ...plain, labels: LABELS, probabilities: Float32Array.of(0.9, 0.1) };
    const [angry = 0] = ensembleProbabilities([{ ...member, temperature: 2 }, member], LABELS);
    expect(angry).toBeCloseTo((0.75 + 0.9) / 2, 6);
  });
});

describe('ensembleAnswers', () => {
  const one = answers(LABELS, part(['a', 'b'], [0, 1], [1, 0, 0.5, 0.5]));
  const member = (own: ModelAnswers) => ({ answers: own, weight: 0.5, temperature: 1 });

  it('matches clips that members read in different orders', () => {
    const two = answers(['calm', 'angry'], part(['b', 'a'], [0, 1], [1, 0, 0, 1]));
    expect(ensembleAnswers([member(one), member(two)], LABELS)?.test).toEqual(
      part(['a', 'b'], [0, 1], [1, 0, 0.25, 0.75]),
    );
  });

  it('returns null if members were tested on different clips or with different labels', () => {
    for (const other of [part(['a', 'c'], [0, 1], [1, 0, 0, 1]), part(['a', 'b'], [0, 0], [1, 0, 0, 1])])
      expect(ensembleAnswers([member(one), member(answers(LABELS, other))], LABELS)).toBeNull();
  });
});
