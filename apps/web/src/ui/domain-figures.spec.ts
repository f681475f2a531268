import { expect, it } from 'vitest';
import { countedRange, gradeMood } from './domain-figures.js';

it('tells the middle and the range of a figure with its unit', () => {
  const range = { low: 4000, median: 4250, high: 7750 };
  expect(countedRange('bandwidthHz', range)).toBe('4,250 Hz (4,000 to 7,750)');
  expect(countedRange('levelDbfs', { low: -55, median: -43, high: -29 })).toBe('-43 dBFS (-55 to -29)');
  expect(countedRange('features', null)).toBe('–');
});

it('warns from C on', () => {
  expect((['A', 'B', 'C', 'D', 'E', null] as const).map(gradeMood)).toEqual([
    'good',
    'good',
    'warning',
    'bad',
    'bad',
    '',
  ]);
});
