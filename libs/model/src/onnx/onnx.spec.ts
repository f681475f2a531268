import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { loadWasm } from '../engines/wasm.js';
import type { FeatureShape } from '../feature-shape.js';
import type { Model } from '../model.js';
import { initialWeights } from '../networks/registry.js';
import { TINY_NETWORKS } from '../networks/tiny-networks.contract.js';
import type { Tf } from '../tf.js';
import { predict, tinyModel } from '../tiny.contract.js';
import { exportOnnx } from './export-onnx.js';
import { createOnnxScorer } from './onnx-scorer.js';

const LABELS = ['low', 'middle', 'high'];
const THREADS = { threads: 1 };

let tf: Tf;
beforeAll(async () => {
  tf = await loadWasm();
});

/** @param away the distance of the weights from their initial values, some of which are zeros and ones */
function modelOf(recipe: Model['recipe'], shape: FeatureShape, away: number): Model {
  const random = Random.seeded(5, 'onnx');
  const weights = initialWeights(recipe, shape, LABELS.length, 5).map((own) => ({
    ...own,
    values: own.values.map((value) => value + away * Math.abs(random.normal())),
  }));
  const standardizer = {
    mean: Float32Array.from({ length: shape.coefficients }, () => random.normal()),
    deviation: Float32Array.from({ length: shape.coefficients }, () => 1 + random.uniform()),
  };
  return { recipe, labels: LABELS, featureSetId: 'fs-tiny', shape, standardizer, weights };
}

function noise(clips: number, { frames, coefficients }: FeatureShape): Float32Array {
  const random = Random.seeded(6, 'onnx features');
  return Float32Array.from({ length: clips * frames! * coefficients }, () => 2 * random.normal());
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...actual.map((value, at) => Math.abs(value - expected[at]!)));
}

describe('engine onnxruntime', () => {
  it.each(TINY_NETWORKS)(
    'predicts the probabilities of the training engine: $recipe.architecture',
    async (tiny) => {
      const model = modelOf(tiny.recipe, tiny.shape, 0.02);
      const features = noise(7, tiny.shape);
      const scorer = await createOnnxScorer(model, THREADS);
      const expected = await predict(tf, model, features);
      expect(largestDifference(await scorer.predict(features), expected)).toBeLessThan(1e-5);
      expect(largestDifference(await scorer.predict(features, 3), expected)).toBeLessThan(1e-5);
      expect(new Set(expected).size).toBeGreaterThan(7);
      scorer.dispose();
    },
  );

  it("predicts the probabilities of the paper's network at full size", async () => {
    const shape = { frames: 20, coefficients: 40 };
    const { recipe } = tinyModel({ units: 128 });
    const model = modelOf(recipe, shape, 0);
    const features = noise(5, shape);
    const scorer = await createOnnxScorer(model, THREADS);
    const expected = await predict(tf, model, features);
    expect(largestDifference(await scorer.predict(features), expected)).toBeLessThan(1e-5);
    scorer.dispose();
  });

  it('predicts the same probabilities for a clip in a batch of any size, also if the clips need several runs', async () => {
    const model = tinyModel({ units: 16 });
    const features = noise(150, model.shape);
    const scorer = await createOnnxScorer(model, THREADS);
    const together = await scorer.predict(features, 150);
    expect(largestDifference(together, await predict(tf, model, features))).toBeLessThan(1e-5);
    for (const batchSize of [1, 7, 64]) {
      expect(largestDifference(await scorer.predict(features, batchSize), together)).toBeLessThan(1e-6);
    }
    scorer.dispose();
  });

  it('refuses clips of different lengths, even if their frames add up', async () => {
    const model = tinyModel();
    const { frames, coefficients } = model.shape;
    const scorer = await createOnnxScorer(model, THREADS);
    const values = new Float32Array(2 * frames! * coefficients);
    await expect(scorer.predict({ values, offsets: [0, frames! - 1, 2 * frames!] })).rejects.toMatchObject({
      code: 'model.feature_set_mismatch',
    });
    scorer.dispose();
  });

  it('refuses features that do not divide into clips, and a model of clips of any length', async () => {
    const model = tinyModel();
    const scorer = await createOnnxScorer(model, THREADS);
    await expect(scorer.predict(new Float32Array(3))).rejects.toMatchObject({
      code: 'model.feature_set_mismatch',
    });
    scorer.dispose();
    const ragged = { ...model, shape: { ...model.shape, frames: null } };
    expect(() => exportOnnx(ragged)).toThrow(expect.objectContaining({ code: 'model.not_exportable' }));
  });
});
