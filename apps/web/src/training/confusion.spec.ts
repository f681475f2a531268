import { expect, it } from 'vitest';
import { subtractConfusion, normalizeConfusion } from './confusion.js';

const counts = [
  [3, 1, 0],
  [1, 1, 0],
  [0, 0, 0],
];

it('normalizes rows to sum to 1, so that the diagonal is recall', () => {
  expect(normalizeConfusion(counts, 'rows')).toEqual([
    [0.75, 0.25, 0],
    [0.5, 0.5, 0],
    [0, 0, 0],
  ]);
});

it('normalizes columns to sum to 1, so that the diagonal is precision', () => {
  expect(normalizeConfusion(counts, 'columns')).toEqual([
    [0.75, 0.5, 0],
    [0.25, 0.5, 0],
    [0, 0, 0],
  ]);
});

it('compares models label by label, whatever the order of labels', () => {
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
  expect(subtractConfusion(one, other)?.map((row) => row.map((points) => points?.toFixed(3)))).toEqual([
    ['0.200', '-0.200'],
    ['-0.250', '0.250'],
  ]);
});

it('has no difference for a label without clips, and none for models with different labels', () => {
  const labels = ['a', 'b', 'c'];
  const sure = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 4],
  ];
  expect(subtractConfusion({ labels, confusion: counts }, { labels, confusion: sure })).toEqual([
    [-0.25, 0.25, 0],
    [0.5, -0.5, 0],
    [null, null, null],
  ]);
  expect(
    subtractConfusion({ labels, confusion: counts }, { labels: ['a', 'b', 'd'], confusion: sure }),
  ).toBeNull();
  expect(subtractConfusion({ labels: [], confusion: [] }, { labels, confusion: sure })).toBeNull();
});
