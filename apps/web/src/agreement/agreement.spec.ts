import { describe, expect, it } from 'vitest';
import { agreementOf, pairsOf, selectPairs, type Verdict } from './agreement.js';

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
/** Of other labels, and without clip 3. */
const second = [
  verdict(2, { calm: 0.1, sad: 0.9 }),
  verdict(0, { calm: 0.8, sad: 0.2 }),
  verdict(1, { calm: 0.1, sad: 0.9 }),
];
const pairs = pairsOf(first, second);

describe('pairsOf', () => {
  it('joins by clip, and leaves out what one has not', () => {
    expect(pairs.map(({ clip }) => clip)).toEqual([0, 1, 2]);
    expect(pairs.map(({ distance }) => Number(distance.toFixed(6)))).toEqual([0.2, 0.9, 0.9]);
  });

  it('finds no distance between a run and itself', () => {
    for (const { distance } of pairsOf(first, first)) expect(distance).toBe(0);
  });
});

describe('agreementOf', () => {
  it('counts labels of both, and how often they are one', () => {
    expect(agreementOf(pairs)).toMatchObject({
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

  it("is 1 by Cohen's kappa where all agree, and 0 where chance does as well", () => {
    expect(agreementOf(pairsOf(first, first)).kappa).toBe(1);
    const labels = ['calm', 'calm', 'angry', 'angry'].map((label, at) => verdict(at, { [label]: 1 }));
    const mixed = ['calm', 'angry', 'calm', 'angry'].map((label, at) => verdict(at, { [label]: 1 }));
    expect(agreementOf(pairsOf(labels, mixed)).kappa).toBe(0);
  });

  it('says nothing of nothing', () => {
    expect(agreementOf([])).toMatchObject({ clips: 0, agreed: 0, kappa: null, meanDistance: 0 });
  });
});

describe('selectPairs', () => {
  const all = { first: null, second: null, onlyApart: false, search: '' };
  const clipsOf = (wish: object) => selectPairs(pairs, { ...all, ...wish }).map(({ clip }) => clip);

  it('has what is apart first, the furthest before the others', () => {
    expect(clipsOf({})).toEqual([1, 2, 0]);
  });

  it('keeps what is wished for', () => {
    expect(clipsOf({ onlyApart: true })).toEqual([1, 2]);
    expect(clipsOf({ first: 'calm', second: 'sad' })).toEqual([1]);
    expect(clipsOf({ search: '/2.W' })).toEqual([2]);
  });
});
