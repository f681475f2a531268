import { beforeAll, describe, expect, it } from 'vitest';
import { RECIPES } from '#libs/contracts';
import { Random } from '#libs/random';
import { loadCpu } from '../engines/cpu.js';
import type { Tf } from '../tf.js';
import { trainAndTest, type TestedOutcome } from './train-and-test.js';

const SHAPE = { frames: 3, coefficients: 2 };
const SIZE = SHAPE.frames * SHAPE.coefficients;
const CLIPS = 12;
const SPLIT = { train: [0, 2, 4, 6, 8, 10], validation: [1, 3, 5], test: [7, 9, 11] };

/** Trains on noise. The clips in `planted` hold features that any leak would reveal. */
async function trainOn(tf: Tf, planted: readonly number[]): Promise<TestedOutcome> {
  const random = Random.seeded(0, 'noise');
  const features = Float32Array.from({ length: CLIPS * SIZE }, () => random.normal());
  for (const clip of planted) features.fill(1e6, clip * SIZE, (clip + 1) * SIZE);
  return trainAndTest(tf, {
    features,
    shape: SHAPE,
    featureSetId: 'noise',
    labels: Int32Array.from({ length: CLIPS }, (_, clip) => (clip >> 1) % 2),
    labelNames: ['calm', 'angry'],
    split: SPLIT,
    recipe: { ...RECIPES['paper-single'], units: 2, epochs: 2, batchSize: 4, keep: 'last' },
    seed: 0,
  });
}

describe('trainAndTest', () => {
  let tf: Tf;
  beforeAll(async () => {
    tf = await loadCpu();
  });

  it('trains the same standardizer and weights with any test clips', async () => {
    const [clean, planted] = [await trainOn(tf, []), await trainOn(tf, SPLIT.test)];
    expect(planted.model).toEqual(clean.model);
    expect(planted.testProbabilities).not.toEqual(clean.testProbabilities);
  });

  it('fits the standardizer to the train subset and not to the validation subset', async () => {
    const [clean, planted] = [await trainOn(tf, []), await trainOn(tf, SPLIT.validation)];
    expect(planted.model.standardizer).toEqual(clean.model.standardizer);
    const moved = await trainOn(tf, SPLIT.train);
    expect(moved.model.standardizer).not.toEqual(clean.model.standardizer);
  });
});
