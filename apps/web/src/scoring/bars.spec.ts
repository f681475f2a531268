import { expect, it } from 'vitest';
import { computeBars } from './bars.js';

it('gives each bar the largest peak that it covers', () => {
  expect(computeBars([0.1, 0.5, 0.2, 0], 4, 2)).toEqual([0.5, 0.2]);
});

it('repeats a stretch that is longer than a bar', () => {
  expect(computeBars([0.25, 1], 2, 4)).toEqual([0.25, 0.25, 1, 1]);
});

it('ends where the clip ends, within its last stretch', () => {
  expect(computeBars([0.5, 1], 1.5, 3)).toEqual([0.5, 0.5, 1]);
});

it('gives bars no height in a clip without samples', () => {
  expect(computeBars([], 0, 2)).toEqual([0, 0]);
});
