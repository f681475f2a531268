import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecipe } from '#libs/contracts';
import { Random } from '#libs/random';
import { loadCpu } from './engines/cpu.js';
import type { Model } from './model.js';
import { measureOcclusion } from './occlusion.js';
import type { Tf } from './tf.js';
import { predict, tinyRecipe } from './tiny.contract.js';
import { trainModel } from './training/train-model.js';

const SHAPE = { frames: 8, coefficients: 6 };
const SIZE = SHAPE.frames * SHAPE.coefficients;
const CLIPS = 80;
/** Returns true for the only informative region: frames 4 and 5 of coefficients 2 and 3. */
const isInformative = (at: number) => {
  const [frame, coefficient] = [Math.floor(at / SHAPE.coefficients), at % SHAPE.coefficients];
  return frame >= 4 && frame < 6 && coefficient >= 2 && coefficient < 4;
};
const random = Random.seeded(1, 'occlusion');
const clipOf = (label: number) =>
  Float32Array.from(
    { length: SIZE },
    (_, at) => 50 + random.normal() + (isInformative(at) && label === 1 ? 12 : 0),
  );

let tf: Tf;
let model: Model;

beforeAll(async () => {
  tf = await loadCpu();
  const labels = Int32Array.from({ length: CLIPS }, (_, clip) => clip % 2);
  const features = new Float32Array(CLIPS * SIZE);
  labels.forEach((label, clip) => features.set(clipOf(label), clip * SIZE));
  const { epochs: _none, ...rest } = tinyRecipe();
  const { batchSize, optimizer, learningRate, validationShare } = rest;
  const training = { batchSize, optimizer, learningRate, validationShare, keep: 'last', epochs: 30 };
  ({ model } = await trainModel(tf, {
    features,
    shape: SHAPE,
    featureSetId: 'fs-occlusion',
    labels,
    labelNames: ['calm', 'angry'],
    split: { train: [...labels.keys()], validation: [] },
    recipe: parseRecipe({ ...training, architecture: 'logistic' }),
    seed: 0,
  }));
});

describe('measureOcclusion', () => {
  it('finds the only region of a clip that determines its label', async () => {
    const clip = clipOf(1);
    const map = await measureOcclusion(tf, model, clip, { windows: 4, bands: 3 });
    const [, angry = 0] = await predict(tf, model, clip);
    expect(map).toMatchObject({ winner: 1, windows: 4, bands: 3, frames: 8, coefficients: 6 });
    expect(map.probability).toBeCloseTo(angry, 6);
    const cell = 1 * map.windows + 2; // band 1, window 2
    expect(map.drops[cell]).toBeGreaterThan(0.3);
    map.drops.forEach((drop, at) => {
      if (at !== cell) expect(Math.abs(drop)).toBeLessThan(map.drops[cell]! / 5);
    });
    expect(map.overTime.indexOf(Math.max(...map.overTime))).toBe(2);
    expect(map.overCoefficients.indexOf(Math.max(...map.overCoefficients))).toBe(1);
  });

  it('hides every frame and coefficient once, even if the regions differ in size, and disposes of every tensor', async () => {
    const before = tf.memory().numTensors;
    const map = await measureOcclusion(tf, model, clipOf(1), { windows: 100, bands: 4 });
    expect(tf.memory().numTensors).toBe(before);
    expect(map).toMatchObject({ windows: 8, bands: 4 });
    expect(map.drops).toHaveLength(32);
    expect(map.overTime[4]).toBeGreaterThan(0.05);
    expect(Math.abs(map.overTime[0]!)).toBeLessThan(0.05);
  });

  it('refuses features of another shape', async () => {
    const options = { windows: 4, bands: 3 };
    await expect(measureOcclusion(tf, model, new Float32Array(7), options)).rejects.toMatchObject({
      code: 'model.feature_set_mismatch',
    });
  });
});
