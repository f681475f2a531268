import { expect, it } from 'vitest';
import { computeWindow } from './compute-window.js';

it('contains the visible rows and a few at both ends', () => {
  expect(computeWindow(0, 400, 40, 1_000)).toEqual({ first: 0, end: 18 });
  expect(computeWindow(4_000, 400, 40, 1_000)).toEqual({ first: 92, end: 118 });
});

it('ends at the last row', () => {
  expect(computeWindow(39_600, 400, 40, 1_000)).toEqual({ first: 982, end: 1_000 });
  expect(computeWindow(0, 400, 40, 3)).toEqual({ first: 0, end: 3 });
});

it('contains rows of a list that became shorter than its scroll position', () => {
  expect(computeWindow(39_600, 400, 40, 5)).toEqual({ first: 4, end: 5 });
});
