import { describe, expect, it } from 'vitest';
import { RECIPES, parseRecipe } from '#libs/contracts';
import { Random } from '#libs/random';
import { clipTable } from '../input/clip-table.js';
import { classWeightsOf, learningBatch } from './learning-batch.js';

const labels = Int32Array.of(0, 0, 0, 1);
const prepared = clipTable(
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

describe('learningBatch', () => {
  it('varies clips by the seed alone, and leaves the corpus as it was', () => {
    const before = prepared.values.slice();
    const make = (seed: number) => learningBatch(source, [0, 1, 2, 3], Random.seeded(seed));
    expect(make(1)).toEqual(make(1));
    expect(make(1).values).not.toEqual(make(2).values);
    expect(prepared.values).toEqual(before);
    expect(make(1).values.every(Number.isFinite)).toBe(true);
  });

  it('is the standardised clips where the recipe varies nothing', () => {
    const batch = learningBatch({ ...source, recipe: RECIPES.paper }, [2, 0], Random.seeded(0));
    expect(batch.values).toEqual(
      Float32Array.from([...prepared.values.subarray(256, 384), ...prepared.values.subarray(0, 128)]),
    );
    expect([...batch.targets]).toEqual([1, 0, 1, 0]);
  });

  it('gives what a teacher says of each clip, softened, and blends it as it blends labels', () => {
    const probabilities = Float32Array.of(0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.1, 0.9);
    const teacher = { probabilities, temperature: 2, share: 0.5 };
    const plain = learningBatch({ ...source, recipe: RECIPES.paper, teacher }, [3, 0], Random.seeded(0));
    expect(plain.soft).toMatchObject({ temperature: 2, share: 0.5 });
    // Odds of 9 to 1 at a temperature of 2 are 3 to 1.
    [0.25, 0.75, 0.75, 0.25].forEach((share, at) => expect(plain.soft?.targets[at]).toBeCloseTo(share, 6));
    // Where the teacher is sure of the labels, both are blended alike.
    const sure = { ...teacher, probabilities: Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1), temperature: 1 };
    const recipe = parseRecipe({ ...RECIPES['conv-attention-b'], labelSmoothing: 0 });
    const mixed = learningBatch({ ...source, recipe, teacher: sure }, [0, 1, 2, 3], Random.seeded(1));
    expect(mixed.targets.some((share) => share > 0 && share < 1)).toBe(true);
    mixed.targets.forEach((share, at) => expect(mixed.soft?.targets[at]).toBeCloseTo(share, 6));
    const without = learningBatch({ ...source, recipe }, [0, 1, 2, 3], Random.seeded(1));
    expect(mixed.values).toEqual(without.values);
  });

  it('smooths labels: each clip keeps the sum of its shares', () => {
    const recipe = parseRecipe({ ...RECIPES.paper, labelSmoothing: 0.1 });
    const { targets } = learningBatch({ ...source, recipe }, [3], Random.seeded(0));
    expect([...targets]).toEqual([0.05, 0.95].map(Math.fround));
  });
});

describe('classWeightsOf', () => {
  it('lets each class count alike, with a mean of 1 over the training clips', () => {
    const weights = classWeightsOf('balanced', labels, [0, 1, 2, 3], 3);
    expect([...weights]).toEqual([4 / 6, 2, 1]);
    expect((3 * weights[0]! + weights[1]!) / 4).toBe(1);
  });
});
