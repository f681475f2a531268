import { expect, it } from 'vitest';
import { differenceOf, sharesOf } from './confusion.js';

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

it('sets one model against another, label by label, whatever their order', () => {
  const other = {
    labels: ['calm', 'sad'],
    confusion: [
      [8, 2],
      [5, 5],
    ],
  };
  const one = {
    labels: ['sad', 'calm'],
    confusion: [
      [3, 1],
      [0, 7],
    ],
  };
  expect(differenceOf(one, other)?.map((row) => row.map((points) => points?.toFixed(3)))).toEqual([
    ['0.200', '-0.200'],
    ['-0.250', '0.250'],
  ]);
});

it('knows no difference of a label without clips, and none at all of other labels', () => {
  const labels = ['a', 'b', 'c'];
  const sure = [[1, 0, 0], [0, 1, 0], [0, 0, 4]]; // prettier-ignore
  expect(differenceOf({ labels, confusion: counts }, { labels, confusion: sure })).toEqual([
    [-0.25, 0.25, 0],
    [0.5, -0.5, 0],
    [null, null, null],
  ]);
  expect(
    differenceOf({ labels, confusion: counts }, { labels: ['a', 'b', 'd'], confusion: sure }),
  ).toBeNull();
  expect(differenceOf({ labels: [], confusion: [] }, { labels, confusion: sure })).toBeNull();
});
