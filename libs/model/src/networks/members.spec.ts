import { beforeAll, describe, expect, it } from 'vitest';
import { loadCpu } from '../engines/cpu.js';
import { createScorer } from '../predict.js';
import { tinyModel, tinyOptions, tinyRecipe } from '../tiny.contract.js';
import type { Tf } from '../tf.js';
import { trainModel } from '../training/train-model.js';
import type { WeightTensor } from '../weight-tensor.js';
import { initialWeights, parameterCount } from './registry.js';

const SHAPE = { frames: 5, coefficients: 4 };
const CLASSES = 3;

describe('the members of a recipe', () => {
  let tf: Tf;
  beforeAll(async () => {
    tf = await loadCpu();
  });

  it('have separate weights with different initial values', () => {
    const one = tinyRecipe();
    const three = tinyRecipe({ members: 3 });
    expect(parameterCount(three, SHAPE, CLASSES)).toBe(3 * parameterCount(one, SHAPE, CLASSES));
    const kernels = initialWeights(three, SHAPE, CLASSES, 0).filter(({ name }) =>
      name.endsWith('lstm_1/kernel'),
    );
    expect(kernels.map(({ name }) => name)).toEqual(
      [1, 2, 3].map((member) => `member_${member}/lstm_1/kernel`),
    );
    expect(new Set(kernels.map(({ values }) => values[0])).size).toBe(3);
  });

  it('learn what each would learn alone, including gradient clipping', async () => {
    const changes = { dropout: 0, clipNorm: 0.5, epochs: 3 };
    const [first, second] = [5, 6].map((seed) => initialWeights(tinyRecipe(), SHAPE, CLASSES, seed));
    const train = async (members: number, weights: readonly WeightTensor[]) => {
      const recipe = tinyRecipe({ ...changes, members, keep: 'last' });
      return trainModel(tf, tinyOptions({ recipe, start: { weights, keepsZeros: false } }));
    };
    const together = await train(2, [...addPrefix(first!, 'member_1/'), ...addPrefix(second!, 'member_2/')]);
    const alone = [await train(1, first!), await train(1, second!)];
    expect(together.model.weights.map(({ values }) => values)).toEqual(
      alone.flatMap(({ model }) => model.weights.map(({ values }) => values)),
    );
    const losses = alone.map(({ history }) => history[0]!.loss);
    expect(together.history[0]!.loss).toBeCloseTo((losses[0]! + losses[1]!) / 2, 5);
  });

  it('predict the geometric mean of their probabilities', async () => {
    const { features } = tinyOptions();
    const alone = [tinyModel(), tinyModel({ units: 8 })].map((model, at) => ({
      ...model,
      weights: initialWeights(model.recipe, SHAPE, CLASSES, at),
    }));
    const [one, other] = await Promise.all(alone.map((model) => createScorer(tf, model).predict(features)));
    const both = await createScorer(tf, {
      ...tinyModel({ members: 2 }),
      weights: alone.flatMap(({ weights }, at) => addPrefix(weights, `member_${at + 1}/`)),
    }).predict(features);
    const means = one!.map((probability, at) => Math.sqrt(probability * other![at]!));
    both.forEach((probability, at) => {
      const row = CLASSES * Math.floor(at / CLASSES);
      const sum = means.subarray(row, row + CLASSES).reduce((total, mean) => total + mean, 0);
      expect(probability).toBeCloseTo(means[at]! / sum, 5);
    });
  });
});

function addPrefix(weights: readonly WeightTensor[], prefix: string): WeightTensor[] {
  return weights.map((own) => ({ ...own, name: `${prefix}${own.name}` }));
}
