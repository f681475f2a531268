import { beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.js';
import { loadCpu } from '../engines/cpu.js';
import { tinyOptions, tinyRecipe } from '../tiny.contract.js';
import type { Tf } from '../tf.js';
import { trainModel } from './train-model.js';

let tf: Tf;
beforeAll(async () => {
  tf = await loadCpu();
});

describe('trainModel', () => {
  it('keeps the epoch of the highest validation UAR, among equals that of the lowest loss', async () => {
    const { bestEpoch, history } = await trainModel(tf, tinyOptions());
    const best = [...history].sort(
      (a, b) =>
        b.validationUar! - a.validationUar! || a.validationLoss! - b.validationLoss! || a.epoch - b.epoch,
    );
    expect(bestEpoch).toBe(best[0]!.epoch);
  });

  it.each([
    ['the recipe says so', tinyOptions({ recipe: tinyRecipe({ keep: 'last', epochs: 2 }) })],
    [
      'nothing validates',
      tinyOptions({ recipe: tinyRecipe({ epochs: 2 }), split: { train: [0, 1, 2], validation: [] } }),
    ],
  ])('keeps the last epoch when %s', async (_, options) => {
    expect((await trainModel(tf, options)).bestEpoch).toBe(2);
  });

  it('reports each epoch with its rate of learning: warm-up, then a cosine', async () => {
    const { history } = await trainModel(tf, tinyOptions());
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const rates = history.map(({ learningRate }) => learningRate);
    expect(rates[1]).toBeGreaterThan(rates[0]!);
    expect(rates[5]).toBeLessThan(rates[1]!);
  });

  it('fails with training.diverged when the loss is no number', async () => {
    const options = tinyOptions();
    (options.features as Float32Array)[0] = Number.NaN;
    const before = tf.memory().numTensors;
    await expect(trainModel(tf, options)).rejects.toMatchObject({ code: 'training.diverged' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops between batches with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const training = trainModel(tf, {
      ...tinyOptions(),
      signal: controller.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) setTimeout(() => controller.abort(reason), 0);
      },
    });
    await expect(training).rejects.toBe(reason);
  });

  it('refuses a checkpoint of another recipe, seed or split', async () => {
    let checkpoint: Checkpoint | undefined;
    const base = tinyOptions({ recipe: tinyRecipe({ epochs: 1 }) });
    await trainModel(tf, { ...base, onEpoch: (_, take) => void (checkpoint = take()) });
    const resume = checkpoint!;
    for (const other of [
      { ...base, resume, seed: 1 },
      { ...base, resume, recipe: tinyRecipe({ epochs: 2 }) },
      { ...base, resume, split: { train: base.split.train.slice(1), validation: base.split.validation } },
    ]) {
      await expect(trainModel(tf, other)).rejects.toMatchObject({ code: 'model.corrupt' });
    }
    expect((await trainModel(tf, { ...base, resume })).history).toHaveLength(1);
  });

  it('waits for onEpoch before it goes on', async () => {
    const events: string[] = [];
    await trainModel(tf, {
      ...tinyOptions({ recipe: tinyRecipe({ epochs: 2 }) }),
      onEpoch: async ({ epoch }) => {
        events.push(`begin ${epoch}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        events.push(`end ${epoch}`);
      },
    });
    expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('rejects features that do not fit the labels', async () => {
    const options = tinyOptions({ features: new Float32Array(3) });
    await expect(trainModel(tf, options)).rejects.toMatchObject({ code: 'model.feature_set_mismatch' });
  });
});
