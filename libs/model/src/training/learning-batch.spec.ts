import { describe, expect, it } from 'vitest';
import { RECIPES, parseRecipe } from '#libs/contracts';
import { Random } from '#libs/random';
import { toClipTable } from '../input/clip-table.js';
import { classWeightsOf, buildLearningBatch } from './learning-batch.js';

const labels = Int32Array.of(0, 0, 0, 1);
const prepared = toClipTable(
  Float32Array.from({ length: 4 * 16 * 8 }, (_, at) => Math.sin(at)),
  { frames: 16, coefficients: 8 },
);
const standardizer = { mean: new Float32Array(8), deviation: new Float32Array(8).fill(1) };
const source = {
  recipe: RECIPES['conv-attention-b'],
  prepared,
  standardizer,
  labels,
  classWeights: Float64Array.of(1, 1),
  teacher: null,
};

describe('buildLearningBatch', () => {
  it('augments clips depending on the seed alone, without changing the corpus', () => {
    const before = prepared.values.slice();
    const make = (seed: number) => buildLearningBatch(source, [0, 1, 2, 3], Random.seeded(seed));
    expect(make(1)).toEqual(make(1));
    expect(make(1).values).not.toEqual(make(2).values);
    expect(prepared.values).toEqual(before);
    expect(make(1).values.every(Number.isFinite)).toBe(true);
  });

  it('only standardizes clips if the recipe has no augmentation', () => {
    const batch = buildLearningBatch({ ...source, recipe: RECIPES.paper }, [2, 0], Random.seeded(0));
    expect(batch.values).toEqual(
      Float32Array.from([...prepared.values.subarray(256, 384), ...prepared.values.subarray(0, 128)]),
    );
    expect([...batch.targets]).toEqual([1, 0, 1, 0]);
  });

  it("softens the teacher's predictions, and mixes them as it mixes labels", () => {
    const probabilities = Float32Array.of(0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.1, 0.9);
    const teacher = { probabilities, temperature: 2, share: 0.5 };
    const plain = buildLearningBatch({ ...source, recipe: RECIPES.paper, teacher }, [3, 0], Random.seeded(0));
    expect(plain.soft).toMatchObject({ temperature: 2, share: 0.5 });
    // At a temperature of 2, odds of 9 to 1 become 3 to 1.
    [0.25, 0.75, 0.75, 0.25].forEach((share, at) => expect(plain.soft?.targets[at]).toBeCloseTo(share, 6));
    // The teacher is certain of the labels, so mixup must produce equal targets.
    const sure = { ...teacher, probabilities: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1), temperature: 1 };
    const recipe = parseRecipe({ ...RECIPES['conv-attention-b'], labelSmoothing: 0 });
    const mixed = buildLearningBatch({ ...source, recipe, teacher: sure }, [0, 1, 2, 3], Random.seeded(1));
    expect(mixed.targets.some((share) => share > 0 && share < 1)).toBe(true);
    mixed.targets.forEach((share, at) => expect(mixed.soft?.targets[at]).toBeCloseTo(share, 6));
    const without = buildLearningBatch({ ...source, recipe }, [0, 1, 2, 3], Random.seeded(1));
    expect(mixed.values).toEqual(without.values);
  });

  it("smooths labels without changing the sum of a clip's targets", () => {
    const recipe = parseRecipe({ ...RECIPES.paper, labelSmoothing: 0.1 });
    const { targets } = buildLearningBatch({ ...source, recipe }, [3], Random.seeded(0));
    expect([...targets]).toEqual([0.05, 0.95].map(Math.fround));
  });
});

describe('classWeightsOf', () => {
  it('gives each class the same total weight, with a mean of 1 over the train subset', () => {
    const weights = classWeightsOf('balanced', labels, [0, 1, 2, 3], 3);
    expect([...weights]).toEqual([4 / 6, 2, 1]);
    expect((3 * weights[0]! + weights[1]!) / 4).toBe(1);
  });
});
