import { describe, expect, it } from 'vitest';
import { RECIPES, type LearningRate } from '#libs/contracts';
import { stepRateAt } from './learning-rate.js';

const at = (epochsDone: number) => stepRateAt(RECIPES.paper, epochsDone).rate;

describe('stepRateAt', () => {
  it('rises linearly from floor to peak over five epochs', () => {
    expect([at(0), at(2.5), at(5)]).toEqual([1e-5, 5.05e-4, 1e-3]);
  });

  it('follows a cosine from peak to floor over the rest', () => {
    expect(at(32.5)).toBeCloseTo((1e-3 + 1e-5) / 2, 10);
    expect(at(60)).toBeCloseTo(1e-5, 10);
  });

  it('stays between floor and peak, with or without a warm-up, for any number of epochs', () => {
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

  const rateOf = (learningRate: LearningRate, epochs: number, epochsDone: number) =>
    stepRateAt({ ...RECIPES.paper, learningRate, epochs }, epochsDone);

  it('exponential: decays per epoch after the warm-up, down to the floor', () => {
    const schedule = {
      schedule: 'exponential',
      peak: 1,
      floor: 0.2,
      warmupEpochs: 1,
      decayPerEpoch: 0.5,
    } as const;
    expect([1, 2, 3, 9].map((done) => rateOf(schedule, 10, done).rate)).toEqual([1, 0.5, 0.25, 0.2]);
  });

  it('one-cycle: rises over the first fifth and falls over the rest, beta1 inversely', () => {
    const { learningRate } = RECIPES['conv-attention-b'];
    const [start, peak, end] = [0, 12, 60].map((done) => rateOf(learningRate, 60, done));
    expect(start!.rate).toBeCloseTo(3e-4, 12);
    expect(peak!.rate).toBeCloseTo(3e-3, 12);
    expect(end!.rate).toBeCloseTo(3e-7, 12);
    expect([start!.beta1, peak!.beta1, end!.beta1].map((beta) => Number(beta.toFixed(6)))).toEqual([
      0.95, 0.85, 0.95,
    ]);
  });

  it('constant: does not change', () => {
    expect(rateOf({ schedule: 'constant', peak: 0.01 }, 10, 7)).toEqual({ rate: 0.01, beta1: 0.9 });
  });
});
