import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { loadWasm } from '../../engines/wasm.js';
import { initialWeights, weightSpecs } from '../../networks/registry.js';
import { TINY_NETWORKS } from '../../networks/tiny-networks.contract.js';
import { opsOf } from '../../ops/engine-ops.js';
import type { Tf } from '../../tf.js';
import { TINY_TRAININGS, tinyOptions } from '../../tiny.contract.js';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint-file.js';
import { type LearningBatch, uploadBatch } from '../learning-batch.js';
import { lossAndGradients, memberPasses } from '../loss.js';
import { trainModel } from '../train-model.js';
import { GradientTeam } from './gradient-team.js';
import { cutBatch } from './pieces.js';

const CLASSES = 3;
let tf: Tf;
beforeAll(async () => {
  tf = await loadWasm();
});

function batchOf(clips: number, frames: number, coefficients: number): LearningBatch {
  const random = Random.seeded(2, 'team');
  const targets = new Float32Array(clips * CLASSES);
  for (let clip = 0; clip < clips; clip++) targets[clip * CLASSES + (clip % CLASSES)] = 1;
  const values = Float32Array.from({ length: clips * frames * coefficients }, () => random.normal());
  const soft = { targets: targets.map((share) => 0.1 + 0.7 * share), temperature: 2, share: 0.5 };
  return { clips, frames, coefficients, values, mask: null, targets, soft };
}

describe('cutBatch', () => {
  const { recipe } = TINY_NETWORKS.find((tiny) => tiny.recipe.architecture === 'dual-lstm')!;

  it('puts every clip into one slice, and creates no empty slice', () => {
    for (const [clips, threads] of [
      [7, 3],
      [2, 4],
      [8, 2],
    ] as const) {
      const batch = batchOf(clips, 2, 1);
      const slices = cutBatch(batch, recipe, threads, Random.seeded(1));
      expect(slices).toHaveLength(Math.min(clips, threads));
      expect(slices.flatMap(({ batch: own }) => [...own.values])).toEqual([...batch.values]);
      expect(slices.flatMap(({ batch: own }) => [...own.targets])).toEqual([...batch.targets]);
      expect(slices.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('distributes members if the threads divide them evenly, and clips otherwise', () => {
    const membersOf = (members: number, threads: number) =>
      cutBatch(batchOf(4, 2, 1), { ...recipe, members }, threads, Random.seeded(1)).map(({ passes }) =>
        passes.map(({ member }) => member),
      );
    expect(membersOf(4, 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(membersOf(3, 3)).toEqual([[0], [1], [2]]);
    expect(membersOf(3, 2)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(membersOf(1, 2)).toEqual([[0], [0]]);
  });
});

describe('GradientTeam', () => {
  const { recipe, shape } = TINY_NETWORKS.find((tiny) => tiny.recipe.architecture === 'dual-lstm')!;
  const still = { ...recipe, dropout: 0 };
  let team: GradientTeam;
  beforeAll(async () => {
    team = await GradientTeam.start({
      tf,
      engine: 'wasm',
      recipe: still,
      shape,
      classes: CLASSES,
      threads: 3,
    });
  });
  afterAll(() => team.stop());

  it('computes the loss and gradients of one thread within float32 precision, for batches of any size', () => {
    const specs = weightSpecs(still, shape, CLASSES);
    const weights = initialWeights(still, shape, CLASSES, 4);
    for (const clips of [1, 2, 3, 8]) {
      const batch = batchOf(clips, shape.frames, shape.coefficients);
      const random = Random.seeded(0);
      const [together, alone] = tf.tidy(() => {
        const tensors = weights.map((own) => tf.tensor(own.values, [...own.shape]));
        const read = ({ loss, gradients }: ReturnType<typeof lossAndGradients>) =>
          [loss, ...gradients].map((tensor) => Array.from(tensor.dataSync()));
        return [
          read(team.lossAndGradients(tensors, batch, random)),
          read(
            lossAndGradients(
              tf,
              opsOf(tf),
              still,
              specs,
              tensors,
              uploadBatch(tf, batch),
              memberPasses(still, random),
            ),
          ),
        ];
      });
      together.forEach((values, at) =>
        values.forEach((value, place) => expect(value).toBeCloseTo(alone[at]![place]!, 5)),
      );
    }
  });
});

describe('a training on two threads', () => {
  it('produces the same bytes again, also after it resumes, and disposes of every tensor', async () => {
    const options = { ...tinyOptions(), threads: 2 };
    const before = tf.memory().numTensors;
    let stored = new Uint8Array();
    const whole = await trainModel(tf, {
      ...options,
      onEpoch: ({ epoch }, checkpoint) => {
        if (epoch === 3) stored = Uint8Array.from(encodeCheckpoint(checkpoint()));
      },
    });
    const again = await trainModel(tf, options);
    const resumed = await trainModel(tf, { ...options, resume: decodeCheckpoint(stored) });
    expect(again.model).toEqual(whole.model);
    expect(resumed.model).toEqual(whole.model);
    expect(whole.history.at(-1)!.loss).toBeLessThan(whole.history[0]!.loss / 2);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('measures the moments of the whole batch in its batch norms', async () => {
    const { recipe: residual, shape } = TINY_NETWORKS.find(
      (tiny) => tiny.recipe.architecture === 'residual-lstm',
    )!;
    const recipe = { ...residual, dropout: 0 };
    const specs = weightSpecs(recipe, shape, CLASSES);
    const weights = initialWeights(recipe, shape, CLASSES, 4);
    const batch = batchOf(6, shape.frames, shape.coefficients);
    const team = await GradientTeam.start({
      tf,
      engine: 'wasm',
      recipe,
      shape,
      classes: CLASSES,
      threads: 2,
    });
    const [together, alone] = tf.tidy(() => {
      const tensors = weights.map((own) => tf.tensor(own.values, [...own.shape]));
      const read = ({ moments }: ReturnType<typeof lossAndGradients>) =>
        moments.flatMap(({ mean, variance }) => [...mean.dataSync(), ...variance.dataSync()]);
      const random = Random.seeded(0);
      return [
        read(team.lossAndGradients(tensors, batch, random)),
        read(
          lossAndGradients(
            tf,
            opsOf(tf),
            recipe,
            specs,
            tensors,
            uploadBatch(tf, batch),
            memberPasses(recipe, random),
          ),
        ),
      ];
    });
    await team.stop();
    expect(together.length).toBeGreaterThan(0);
    together.forEach((value, at) => expect(value).toBeCloseTo(alone[at]!, 5));
  });

  it('computes the gradients and moments of one thread bit for bit if members are distributed', async () => {
    const { recipe, shape } = TINY_NETWORKS.find(
      (tiny) => tiny.recipe.architecture === 'residual-lstm' && tiny.recipe.members === 2,
    )!;
    const specs = weightSpecs(recipe, shape, CLASSES);
    const weights = initialWeights(recipe, shape, CLASSES, 4);
    const batch = batchOf(5, shape.frames, shape.coefficients);
    const team = await GradientTeam.start({
      tf,
      engine: 'wasm',
      recipe,
      shape,
      classes: CLASSES,
      threads: 2,
    });
    const [together, alone] = tf.tidy(() => {
      const tensors = weights.map((own) => tf.tensor(own.values, [...own.shape]));
      const read = ({ gradients, moments }: ReturnType<typeof lossAndGradients>) => ({
        gradients: gradients.map((tensor) => Array.from(tensor.dataSync())),
        moments: moments.map(({ layer, mean, variance }) => [
          layer,
          ...mean.dataSync(),
          ...variance.dataSync(),
        ]),
      });
      const inputs = uploadBatch(tf, batch);
      return [
        read(team.lossAndGradients(tensors, batch, Random.seeded(3))),
        read(
          lossAndGradients(
            tf,
            opsOf(tf),
            recipe,
            specs,
            tensors,
            inputs,
            memberPasses(recipe, Random.seeded(3)),
          ),
        ),
      ];
    });
    await team.stop();
    expect(together.moments.length).toBeGreaterThan(0);
    expect(together).toEqual(alone);
  });

  it('produces the weights of one thread bit for bit if each thread has one member', async () => {
    const ensemble = TINY_TRAININGS.find(({ recipe }) => recipe.members === 2)!;
    const before = tf.memory().numTensors;
    const together = await trainModel(tf, { ...ensemble, threads: 2 });
    const alone = await trainModel(tf, ensemble);
    expect(together.model).toEqual(alone.model);
    expect(together.history.map(({ loss }) => loss.toFixed(4))).toEqual(
      alone.history.map(({ loss }) => loss.toFixed(4)),
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
