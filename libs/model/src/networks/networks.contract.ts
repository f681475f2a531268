import { expect, it } from 'vitest';
import type { Recipe } from '#libs/contracts';
import { Random } from '#libs/random';
import { upload, type WeightTensor } from '../weight-tensor.js';
import { logitsOf, memberLogits, type Learning } from '../forward.js';
import type { FeatureShape } from '../feature-shape.js';
import { opsOf } from '../ops/engine-ops.js';
import { FLOAT64_OPS, softmaxOf, type Array64 } from '../ops/float64-ops.contract.js';
import { differentiate, expectClose } from '../ops/ops.contract.js';
import type { Ops } from '../ops/ops.js';
import type { Tf } from '../tf.js';
import { lossAndGradients, memberPasses } from '../training/loss.js';
import { initialWeights, weightSpecs } from './registry.js';
import { TINY_NETWORKS } from './tiny-networks.contract.js';

const BATCH = 3;
const CLASSES = 3;
/** The number of weights per tensor whose gradient is compared. */
const COMPARED = 6;
/** The same for tensors of thousands of weights. Each weight costs two passes in plain loops. */
const COMPARED_OF_MANY = 2;

/** Tests that every architecture matches float64 in logits and gradients, in training and in scoring. */
export function networksContract(engine: () => Tf): void {
  it.each(TINY_NETWORKS)(
    'matches the float64 logits: $recipe.architecture of $recipe.members',
    ({ recipe, shape, isRagged }) => {
      const tf = engine();
      const { weights, values, mask } = buildCase(recipe, shape, isRagged);
      const specs = weightSpecs(recipe, shape, CLASSES);
      const actual = tf.tidy(() =>
        logitsOf(
          opsOf(tf),
          recipe,
          specs,
          weights.map((own) => upload(tf, own)),
          {
            inputs: tf.tensor3d(values, [BATCH, shape.frames, shape.coefficients]),
            mask: mask && tf.tensor2d(mask, [BATCH, shape.frames]),
          },
        ).dataSync(),
      );
      const members = referenceLogits(recipe, shape, toFloat64(weights), values, mask, null);
      const expected = members[0]!.values.map(
        (_, at) => members.reduce((sum, own) => sum + own.values[at]!, 0) / members.length,
      );
      expectClose(actual, expected, 1e-5);
    },
  );

  it.each(TINY_NETWORKS)(
    'matches the float64 gradients: $recipe.architecture of $recipe.members',
    ({ recipe, shape, isRagged }) => {
      const tf = engine();
      const { weights, values, mask, targets } = buildCase(recipe, shape, isRagged);
      const specs = weightSpecs(recipe, shape, CLASSES);
      const before = tf.memory().numTensors;
      const actual = tf.tidy(() => {
        const batch = {
          inputs: tf.tensor3d(values, [BATCH, shape.frames, shape.coefficients]),
          mask: mask && tf.tensor2d(mask, [BATCH, shape.frames]),
          targets: tf.tensor2d(targets, [BATCH, CLASSES]),
          soft: null,
        };
        const tensors = weights.map((own) => upload(tf, own));
        const { gradients, moments } = lossAndGradients(
          tf,
          opsOf(tf),
          recipe,
          specs,
          tensors,
          batch,
          memberPasses(recipe, dropoutRandom()),
        );
        for (const { mean, variance } of moments) tf.dispose([mean, variance]);
        return gradients.map((gradient) => gradient.dataSync());
      });
      expect(tf.memory().numTensors).toBe(before);

      const point = toFloat64(weights);
      const lossOf = () => {
        const learning = { random: dropoutRandom(), observe: () => undefined };
        const members = referenceLogits(recipe, shape, point, values, mask, learning);
        return members.reduce((sum, { values: logits }) => sum + crossEntropy(logits, targets), 0);
      };
      const trained = point.filter((_, at) => specs[at]!.isTrained);
      let largest = 0;
      actual.forEach((gradient, at) => {
        const own = trained[at]!.values;
        const places = own.length <= COMPARED ? [...own.keys()] : drawPositions(own.length, at);
        const numeric = differentiate(own, lossOf, places);
        expectClose(
          places.map((place) => gradient[place]!),
          numeric,
          2e-5,
        );
        largest = Math.max(largest, ...numeric.map(Math.abs));
      });
      expect(largest).toBeGreaterThan(0.01);
    },
  );
}

function buildCase(recipe: Recipe, { frames, coefficients }: FixedShape, isRagged: boolean) {
  const random = Random.seeded(11, 'network inputs');
  const values = Float32Array.from({ length: BATCH * frames * coefficients }, () => random.normal());
  const mask = isRagged ? new Float32Array(BATCH * frames) : null;
  for (let clip = 0; mask !== null && clip < BATCH; clip++) {
    const own = frames - 2 * clip;
    mask.fill(1, clip * frames, clip * frames + own);
    values.fill(0, (clip * frames + own) * coefficients, (clip + 1) * frames * coefficients);
  }
  const targets = Float32Array.from({ length: BATCH * CLASSES }, (_, at) =>
    at % CLASSES === Math.floor(at / CLASSES) % CLASSES ? 0.9 : 0.05,
  );
  // Initial zeros and ones would hide a wrong factor, so the weights are moved away from them.
  const weights = initialWeights(recipe, { frames, coefficients }, CLASSES, 5).map((own) => ({
    ...own,
    values: own.values.map((value) => value + 0.1 * Math.abs(random.normal())),
  }));
  return { weights, values, mask, targets };
}

type FixedShape = FeatureShape & { readonly frames: number };

function referenceLogits(
  recipe: Recipe,
  shape: FixedShape,
  weights: readonly Array64[],
  values: Float32Array,
  mask: Float32Array | null,
  learning: Learning<Array64> | null,
): Array64[] {
  const ops: Ops<Array64> = FLOAT64_OPS;
  const inputs = ops.constant(values, [BATCH, shape.frames, shape.coefficients]);
  const pass = { inputs, mask: mask && ops.constant(mask, [BATCH, shape.frames]) };
  return memberLogits(ops, recipe, weightSpecs(recipe, shape, CLASSES), weights, pass, learning);
}

function crossEntropy(logits: Float64Array, targets: Float32Array): number {
  let loss = 0;
  for (let clip = 0; clip < BATCH; clip++) {
    const row = clip * CLASSES;
    softmaxOf([...logits.subarray(row, row + CLASSES)]).forEach((probability, at) => {
      loss -= (targets[row + at]! * Math.log(probability)) / BATCH;
    });
  }
  return loss;
}

function toFloat64(weights: readonly WeightTensor[]): Array64[] {
  return weights.map(({ shape, values }) => ({ shape, values: Float64Array.from(values) }));
}

const dropoutRandom = () => Random.seeded(3, 'network dropout');

function drawPositions(length: number, seed: number): number[] {
  const random = Random.seeded(seed, 'compared');
  return Array.from({ length: length > 1000 ? COMPARED_OF_MANY : COMPARED }, () => random.below(length));
}
