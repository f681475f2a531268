import { describe, expect, it } from 'vitest';
import { computeAgreement, pairVerdicts, selectPairs, type Verdict } from './agreement.js';

const verdict = (clip: number, probabilities: Record<string, number>): Verdict => {
  const [label, probability] = Object.entries(probabilities).sort(([, a], [, b]) => b - a)[0]!;
  return { clip, name: `calls/${String(clip)}.wav`, label, probability, probabilities };
};
const first = [
  verdict(0, { calm: 0.9, angry: 0.1 }),
  verdict(1, { calm: 0.6, angry: 0.4 }),
  verdict(2, { calm: 0.2, angry: 0.8 }),
  verdict(3, { calm: 0.7, angry: 0.3 }),
];
/** The second run: other labels, and no clip 3. */
const second = [
  verdict(2, { calm: 0.1, sad: 0.9 }),
  verdict(0, { calm: 0.8, sad: 0.2 }),
  verdict(1, { calm: 0.1, sad: 0.9 }),
];
const pairs = pairVerdicts(first, second);

describe('pairVerdicts', () => {
  it('joins runs by clip and leaves out clips that only one scored', () => {
    expect(pairs.map(({ clip }) => clip)).toEqual([0, 1, 2]);
    expect(pairs.map(({ distance }) => Number(distance.toFixed(6)))).toEqual([0.2, 0.9, 0.9]);
  });

  it('finds no distance between a run and itself', () => {
    for (const { distance } of pairVerdicts(first, first)) expect(distance).toBe(0);
  });
});

describe('computeAgreement', () => {
  it('counts the labels of both runs and how often they are equal', () => {
    expect(computeAgreement(pairs)).toMatchObject({
      clips: 3,
      agreed: 1,
      firstLabels: ['angry', 'calm'],
      secondLabels: ['calm', 'sad'],
      counts: [
        [0, 1],
        [1, 1],
      ],
    });
  });

  it('computes a kappa of 1 for complete agreement and of 0 for chance agreement', () => {
    expect(computeAgreement(pairVerdicts(first, first)).kappa).toBe(1);
    const labels = ['calm', 'calm', 'angry', 'angry'].map((label, at) => verdict(at, { [label]: 1 }));
    const mixed = ['calm', 'angry', 'calm', 'angry'].map((label, at) => verdict(at, { [label]: 1 }));
    expect(computeAgreement(pairVerdicts(labels, mixed)).kappa).toBe(0);
  });

  it('has no kappa without pairs', () => {
    expect(computeAgreement([])).toMatchObject({ clips: 0, agreed: 0, kappa: null, meanDistance: 0 });
  });
});

describe('selectPairs', () => {
  const all = { first: null, second: null, onlyApart: false, search: '' };
  const clipsOf = (wish: object) => selectPairs(pairs, { ...all, ...wish }).map(({ clip }) => clip);

  it('sorts different labels first, by distance', () => {
    expect(clipsOf({})).toEqual([1, 2, 0]);
  });

  it('keeps only pairs that match the filters', () => {
    expect(clipsOf({ onlyApart: true })).toEqual([1, 2]);
    expect(clipsOf({ first: 'calm', second: 'sad' })).toEqual([1]);
    expect(clipsOf({ search: '/2.W' })).toEqual([2]);
  });
});
