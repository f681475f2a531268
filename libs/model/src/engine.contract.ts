import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineCandidate } from './engines/candidates.js';
import { networksContract } from './networks/networks.contract.js';
import { opsContract } from './ops/ops.contract.js';
import { probeEngine } from './probe-engine.js';
import { predict, tinyModel, tinyOptions, TINY_TRAININGS } from './tiny.contract.js';
import type { Tf } from './tf.js';
import { decodeCheckpoint, encodeCheckpoint } from './training/checkpoint-file.js';
import type { Checkpoint } from './training/checkpoint.js';
import { trainModel } from './training/train-model.js';

/** Three trainings in plain JavaScript fit into this time on a busy machine. */
const SLOW_ENGINE_MS = 120_000;

/** Defines the tests that every engine must pass. */
export function engineContract({ name, load }: EngineCandidate): void {
  describe(`engine ${name}`, () => {
    let tf: Tf;
    beforeAll(async () => {
      tf = await load();
    });

    it('passes the probe and disposes of every tensor', () => {
      const before = tf.memory().numTensors;
      expect(probeEngine(tf)).toMatch(/^(GPU:0|cpu)$/);
      expect(tf.memory().numTensors).toBe(before);
    });

    opsContract(() => tf);
    networksContract(() => tf);

    describe.each(TINY_TRAININGS)('training $recipe.architecture of $recipe.members', (options) => {
      it('learns: the loss falls and validation UAR rises', async () => {
        const { history } = await trainModel(tf, options);
        expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
        expect(history.at(-1)!.validationUar).toBeGreaterThan(0.9);
      });

      it('holds the same number of tensors after every epoch, and none at the end', async () => {
        const before = tf.memory().numTensors;
        const counts = new Set<number>();
        await trainModel(tf, { ...options, onEpoch: () => void counts.add(tf.memory().numTensors) });
        expect(counts.size).toBe(1);
        expect(tf.memory().numTensors).toBe(before);
      });

      it(
        'produces the same weights for the same seed, also after it resumes from a stored checkpoint',
        async () => {
          let stored = new Uint8Array();
          const whole = await trainModel(tf, {
            ...options,
            onEpoch: ({ epoch }, checkpoint: () => Checkpoint) => {
              if (epoch === 2) stored = Uint8Array.from(encodeCheckpoint(checkpoint()));
            },
          });
          const again = await trainModel(tf, options);
          const resumed = await trainModel(tf, { ...options, resume: decodeCheckpoint(stored) });
          expect(again.model).toEqual(whole.model);
          expect(resumed.model).toEqual(whole.model);
          expect(resumed.resumedFromEpoch).toBe(2);
          expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss));
        },
        SLOW_ENGINE_MS,
      );
    });

    it('predicts the same probabilities for a clip in any batch', async () => {
      const { features } = tinyOptions();
      const model = tinyModel({ units: 16 });
      const together = await predict(tf, model, features, 1024);
      for (const batchSize of [1, 7]) {
        expect(largestDifference(await predict(tf, model, features, batchSize), together)).toBeLessThan(1e-6);
      }
    });
  });
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...Array.from(actual, (value, at) => Math.abs(value - expected[at]!)));
}
