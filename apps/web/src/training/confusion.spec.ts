import { expect, it } from 'vitest';
import { sharesOf } from './confusion.js';

const counts = [
  [3, 1, 0],
  [1, 1, 0],
  [0, 0, 0],
];

it('makes rows that sum to 1: the diagonal is recall', () => {
  expect(sharesOf(counts, 'rows')).toEqual([
    [0.75, 0.25, 0],
    [0.5, 0.5, 0],
    [0, 0, 0],
  ]);
});

it('makes columns that sum to 1: the diagonal is precision', () => {
  expect(sharesOf(counts, 'columns')).toEqual([
    [0.75, 0.5, 0],
    [0.25, 0.5, 0],
    [0, 0, 0],
  ]);
});
