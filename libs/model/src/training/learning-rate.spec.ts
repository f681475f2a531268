import { describe, expect, it } from 'vitest';
import { RECIPES, type LearningRate } from '#libs/contracts';
import { stepRateAt } from './learning-rate.js';

const at = (epochsDone: number) => stepRateAt(RECIPES.paper, epochsDone).rate;

describe('stepRateAt', () => {
  it('rises in a line from floor to peak over five epochs', () => {
    expect([at(0), at(2.5), at(5)]).toEqual([1e-5, 5.05e-4, 1e-3]);
  });

  it('falls in a cosine from peak to floor over the rest', () => {
    expect(at(32.5)).toBeCloseTo((1e-3 + 1e-5) / 2, 10);
    expect(at(60)).toBeCloseTo(1e-5, 10);
  });

  it('never leaves floor and peak, with or without a warm-up and however few epochs', () => {
    for (const [warmupEpochs, epochs] of [
      [0, 1],
      [5, 2],
      [5, 5],
      [2, 9],
    ] as const) {
      const recipe = {
        ...RECIPES.paper,
        epochs,
        learningRate: { ...RECIPES.paper.learningRate, warmupEpochs } as LearningRate,
      };
      for (let done = 0; done <= epochs; done += 0.25) {
        const rate = stepRateAt(recipe, done).rate;
        expect(rate).toBeGreaterThanOrEqual(1e-5);
        expect(rate).toBeLessThanOrEqual(1e-3);
      }
    }
  });
});
