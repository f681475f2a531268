import { expect, it } from 'vitest';
import { FAILED, countLabels, countUncertain, select, type ClipRow, type Wish } from './clip-rows.js';

const scored = (clip: number, name: string, label: string, probability: number): ClipRow => ({
  ...{ clip, name, label, probability },
  ...{ durationSeconds: clip, isUncertain: probability < 0.6, code: null },
});
const rows: ClipRow[] = [
  scored(0, 'calls/b.wav', 'angry', 0.5),
  scored(1, 'calls/A.wav', 'calm', 0.9),
  {
    clip: 2,
    name: 'calls/c.wav',
    label: null,
    probability: null,
    durationSeconds: null,
    isUncertain: null,
    code: 'clip.silent',
  },
  scored(3, 'other/a.wav', 'angry', 0.7),
];
const all: Wish = {
  label: null,
  between: null,
  uncertain: null,
  search: '',
  sort: 'clip',
  isDescending: false,
};
const clips = (wish: Partial<Wish>) => select(rows, { ...all, ...wish }).map(({ clip }) => clip);

it('filters by label, by failure and by a part of the name', () => {
  expect(clips({ label: 'angry' })).toEqual([0, 3]);
  expect(clips({ label: FAILED })).toEqual([2]);
  expect(clips({ search: ' a.WAV' })).toEqual([1, 3]);
  expect(clips({ label: 'angry', search: 'other' })).toEqual([3]);
});

it('filters by probability and leaves out clips without a score', () => {
  expect(clips({ between: [0.7, 0.9] })).toEqual([3]);
  expect(clips({ between: [0, Infinity] })).toEqual([0, 1, 3]);
});

it('filters certain and uncertain scores and leaves out clips without a score', () => {
  expect(clips({ uncertain: true })).toEqual([0]);
  expect(clips({ uncertain: false })).toEqual([1, 3]);
});

it('counts uncertain scores if the model has a threshold', () => {
  expect(countUncertain(rows)).toBe(1);
  expect(countUncertain(rows.map((row) => ({ ...row, isUncertain: null })))).toBeNull();
});

it('sorts in both directions, with missing values last and equal values in archive order', () => {
  expect(clips({ sort: 'probability' })).toEqual([0, 3, 1, 2]);
  expect(clips({ sort: 'probability', isDescending: true })).toEqual([1, 3, 0, 2]);
  expect(clips({ sort: 'label' })).toEqual([0, 3, 1, 2]);
  expect(clips({ isDescending: true })).toEqual([3, 2, 1, 0]);
});

it('does not change the given rows', () => {
  const before = [...rows];
  clips({ sort: 'name' });
  expect(rows).toEqual(before);
});

it('counts labels', () => {
  expect([...countLabels(rows)]).toEqual([
    ['angry', 2],
    ['calm', 1],
  ]);
});
