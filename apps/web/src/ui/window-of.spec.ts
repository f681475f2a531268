import { expect, it } from 'vitest';
import { windowOf } from './window-of.js';

it('holds what is seen and a few rows beyond', () => {
  expect(windowOf(0, 400, 40, 1_000)).toEqual({ first: 0, end: 18 });
  expect(windowOf(4_000, 400, 40, 1_000)).toEqual({ first: 92, end: 118 });
});

it('ends with the rows', () => {
  expect(windowOf(39_600, 400, 40, 1_000)).toEqual({ first: 982, end: 1_000 });
  expect(windowOf(0, 400, 40, 3)).toEqual({ first: 0, end: 3 });
});

it('draws rows of a list that grew shorter than where it is scrolled to', () => {
  expect(windowOf(39_600, 400, 40, 5)).toEqual({ first: 4, end: 5 });
});
