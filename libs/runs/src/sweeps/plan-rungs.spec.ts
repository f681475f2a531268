import { expect, it } from 'vitest';
import { planRungs } from './plan-rungs.js';

it('plans one rung of all candidates for a random search', () => {
  expect(planRungs({ kind: 'random' }, 5, 60)).toEqual([{ runs: 5, epochs: 60 }]);
});

it.each([
  [9, 3, 27, '9x3 3x9 1x27'],
  [16, 3, 60, '16x7 5x20 1x60'],
  [8, 2, 4, '8x1 4x1 2x2 1x4'],
  [2, 3, 10, '2x10'],
  [1, 2, 10, '1x10'],
])('halves %i candidates by %i until the last rung trains %i epochs', (runs, factor, epochs, plan) => {
  const rungs = planRungs({ kind: 'halving', factor }, runs, epochs);
  expect(rungs.map((rung) => `${rung.runs}x${rung.epochs}`).join(' ')).toBe(plan);
});
