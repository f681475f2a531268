import { expect, it } from 'vitest';
import { barsOf } from './bars.js';

it('are the largest peaks of what they cover', () => {
  expect(barsOf([0.1, 0.5, 0.2, 0], 4, 2)).toEqual([0.5, 0.2]);
});

it('repeat a stretch that is longer than a bar', () => {
  expect(barsOf([0.25, 1], 2, 4)).toEqual([0.25, 0.25, 1, 1]);
});

it('end where a clip ends within its last stretch', () => {
  expect(barsOf([0.5, 1], 1.5, 3)).toEqual([0.5, 0.5, 1]);
});

it('are nothing of a clip without a sample', () => {
  expect(barsOf([], 0, 2)).toEqual([0, 0]);
});
