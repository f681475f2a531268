import { expect, it } from 'vitest';
import { formatRange, gradeMood } from './domain-figures.js';

it('formats the median and the range of a figure with its unit', () => {
  const range = { low: 4000, median: 4250, high: 7750 };
  expect(formatRange('bandwidthHz', range)).toBe('4,250 Hz (4,000 to 7,750)');
  expect(formatRange('levelDbfs', { low: -55, median: -43, high: -29 })).toBe('-43 dBFS (-55 to -29)');
  expect(formatRange('features', null)).toBe('–');
});

it('warns from grade C', () => {
  expect((['A', 'B', 'C', 'D', 'E', null] as const).map(gradeMood)).toEqual([
    'good',
    'good',
    'warning',
    'bad',
    'bad',
    '',
  ]);
});
