import { beforeAll, describe, expect, it } from 'vitest';
import type { Recipe } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { initialWeights } from './architectures.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.js';
import type { Checkpoint } from './checkpoint.js';
import { upload, uploadSequence } from './engine-weights.js';
import type { EngineCandidate } from './engines/candidates.js';
import { lossAndGradients } from './network.js';
import { predict } from './predict.js';
import { probeEngine } from './probe-engine.js';
import { float64Weights, referenceLogits, referenceSoftmax } from './reference-network.contract.js';
import { tinyModel, tinyOptions, tinyRecipe } from './tiny.contract.js';
import type { Tf } from './tf.js';
import { trainModel } from './train-model.js';

/** What every engine must do alike. */
export function engineContract({ name, load }: EngineCandidate): void {
  describe(`engine ${name}`, () => {
    let tf: Tf;
    beforeAll(async () => {
      tf = await load();
    });

    it('passes the probe and leaves no tensor behind', () => {
      const before = tf.memory().numTensors;
      expect(probeEngine(tf).milliseconds).toBeGreaterThan(0);
      expect(tf.memory().numTensors).toBe(before);
    });

    it.each(['single-lstm', 'dual-lstm'] as const)(
      'gives the probabilities of the float64 reference: %s',
      async (architecture) => {
        const model = tinyModel({ architecture, units: 16 });
        const random = Random.seeded(3);
        const [clips, size] = [5, model.shape.frames * model.shape.coefficients];
        const features = Float32Array.from({ length: clips * size }, () => random.normal());
        const actual = await predict(tf, model, features);
        const weights = float64Weights(model.weights);
        const expected = Array.from({ length: clips }, (_, clip) => {
          const own = features.subarray(clip * size, (clip + 1) * size);
          return referenceSoftmax(referenceLogits(model.recipe, model.shape, weights, own));
        }).flat();
        expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
      },
    );

    it.each(['single-lstm', 'dual-lstm'] as const)(
      'has the gradients of float64 differences: %s',
      (architecture) => {
        const { actual, numeric } = gradientsOf(tf, tinyRecipe({ architecture, units: 3 }));
        for (const [at, gradient] of actual.entries()) {
          expect(largestDifference(gradient, numeric[at]!), `weight ${at}`).toBeLessThan(2e-6);
        }
        expect(Math.max(...numeric.flatMap((values) => [...values]))).toBeGreaterThan(0.01);
      },
    );

    it('learns: the loss falls and validation UAR rises', async () => {
      const { history } = await trainModel(tf, tinyOptions());
      expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss / 2);
      expect(history.at(-1)!.validationUar).toBeGreaterThan(0.9);
    });

    it('holds the same number of tensors after every epoch, and none at the end', async () => {
      const before = tf.memory().numTensors;
      const counts = new Set<number>();
      await trainModel(tf, { ...tinyOptions(), onEpoch: () => void counts.add(tf.memory().numTensors) });
      expect(counts.size).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('gives the same weights again for the same seed, also when it resumes from a stored checkpoint', async () => {
      let stored = new Uint8Array();
      const whole = await trainModel(tf, {
        ...tinyOptions(),
        onEpoch: ({ epoch }, checkpoint: () => Checkpoint) => {
          if (epoch === 3) stored = Uint8Array.from(encodeCheckpoint(checkpoint()));
        },
      });
      const again = await trainModel(tf, tinyOptions());
      const resumed = await trainModel(tf, { ...tinyOptions(), resume: decodeCheckpoint(stored) });
      expect(again.model).toEqual(whole.model);
      expect(resumed.model).toEqual(whole.model);
      expect(resumed.resumedFromEpoch).toBe(3);
      expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
    });

    it('gives a clip the same probabilities in any batch', async () => {
      const { features } = tinyOptions();
      const model = tinyModel({ units: 16 });
      const together = await predict(tf, model, features, 1024);
      for (const batchSize of [1, 7]) {
        expect(largestDifference(await predict(tf, model, features, batchSize), together)).toBeLessThan(1e-6);
      }
    });
  });
}

/** Gradients of an engine and by central differences of the float64 loss, with dropout. */
function gradientsOf(tf: Tf, recipe: Recipe): { actual: ArrayLike<number>[]; numeric: Float64Array[] } {
  const [shape, classes, batch] = [{ frames: 4, coefficients: 2 }, 3, 5];
  const random = Random.seeded(11);
  const draw = (count: number, of: () => number) => Float32Array.from({ length: count }, of);
  const clips = Array.from({ length: batch }, () =>
    draw(shape.frames * shape.coefficients, () => random.normal()),
  );
  const masks = clips.map(() => draw(shape.frames * recipe.units, () => (random.uniform() < 0.3 ? 0 : 1.25)));
  const labels = clips.map((_, clip) => clip % classes);
  const weights = initialWeights(recipe, shape, classes, 5);

  const byFrame = (rows: readonly Float32Array[], width: number) =>
    Array.from({ length: shape.frames }, (_, frame) =>
      Float32Array.from(rows.flatMap((row) => [...row.subarray(frame * width, (frame + 1) * width)])),
    );
  const actual = tf.tidy(() =>
    lossAndGradients(
      tf,
      recipe,
      weights.map((weight) => upload(tf, weight)),
      {
        frames: uploadSequence(tf, byFrame(clips, shape.coefficients), batch),
        labels: tf.tensor1d(labels, 'int32'),
        dropoutMasks: uploadSequence(tf, byFrame(masks, recipe.units), batch),
      },
    ).gradients.map((gradient) => Array.from(gradient.dataSync())),
  );

  const point = float64Weights(weights);
  const loss = () =>
    clips.reduce((sum, clip, at) => {
      const probabilities = referenceSoftmax(referenceLogits(recipe, shape, point, clip, masks[at]));
      return sum - Math.log(probabilities[labels[at]!]!) / batch;
    }, 0);
  const numeric = point.map((values) =>
    Float64Array.from(values, (value, at) => {
      const step = 1e-5;
      values[at] = value + step;
      const above = loss();
      values[at] = value - step;
      const below = loss();
      values[at] = value;
      return (above - below) / (2 * step);
    }),
  );
  return { actual, numeric };
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...Array.from(actual, (value, at) => Math.abs(value - expected[at]!)));
}
