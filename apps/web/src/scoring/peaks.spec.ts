import { expect, it } from 'vitest';
import { peaksOf } from './peaks.js';

it('are the largest magnitudes of equal stretches, beside the largest of all', () => {
  expect([...peaksOf(Float32Array.of(0, 0.25, -0.5, 0.1, 0.2, 0), 3)]).toEqual([0.5, 1, expect.closeTo(0.4)]);
});

it('are nothing where nothing sounds', () => {
  expect([...peaksOf(new Float32Array(8), 2)]).toEqual([0, 0]);
  expect([...peaksOf(new Float32Array(0), 2)]).toEqual([0, 0]);
});
