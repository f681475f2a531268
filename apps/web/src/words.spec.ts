import { expect, it } from 'vitest';
import { bytes, clock, counted, duration, percent, points } from './words.js';

it('formats counts', () => {
  expect([counted(1, 'clip'), counted(0, 'clip'), counted(12_345, 'clip')]).toEqual([
    '1 clip',
    '0 clips',
    '12,345 clips',
  ]);
});

it('formats sizes with three digits', () => {
  expect([0, 999, 1_000, 999_600, 1_234_567, 5e12].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.00 kB',
    '1.00 MB',
    '1.23 MB',
    '5.00 TB',
  ]);
});

it('formats durations', () => {
  expect([0.4, 59.6, 200, 7_500].map(duration)).toEqual(['0 s', '1 min 0 s', '3 min 20 s', '2 h 5 min']);
});

it('formats moments within a clip, rounding up to a full minute', () => {
  expect([0, 5.25, 59.96, 65.3].map(clock)).toEqual(['0:00.0', '0:05.3', '1:00.0', '1:05.3']);
});

it('formats shares', () => {
  expect([percent(0.125), percent(1, 0)]).toEqual(['12.5 %', '100 %']);
});

it('formats differences with their sign, and a missing one as a dash', () => {
  expect([0.125, -0.03, -0.0004, 0, null].map(points)).toEqual(['+12.5', '−3.0', '0.0', '0.0', '–']);
});
