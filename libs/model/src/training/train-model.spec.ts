import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecipe } from '#libs/contracts';
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
  it('keeps the epoch with the highest validation UAR; of equal ones, that with the lowest loss', async () => {
    const { bestEpoch, history } = await trainModel(tf, tinyOptions());
    const best = [...history].sort(
      (a, b) =>
        b.validationUar! - a.validationUar! || a.validationLoss! - b.validationLoss! || a.epoch - b.epoch,
    );
    expect(bestEpoch).toBe(best[0]!.epoch);
  });

  it.each([
    ['the recipe keeps the last epoch', tinyOptions({ recipe: tinyRecipe({ keep: 'last', epochs: 2 }) })],
    [
      'the validation subset is empty',
      tinyOptions({ recipe: tinyRecipe({ epochs: 2 }), split: { train: [0, 1, 2], validation: [] } }),
    ],
  ])('keeps the last epoch when %s', async (_, options) => {
    expect((await trainModel(tf, options)).bestEpoch).toBe(2);
  });

  it('reports each epoch with its learning rate: warm-up, then a cosine', async () => {
    const { history } = await trainModel(tf, tinyOptions());
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const rates = history.map(({ learningRate }) => learningRate);
    expect(rates[1]).toBeGreaterThan(rates[0]!);
    expect(rates[5]).toBeLessThan(rates[1]!);
  });

  it('fails with training.diverged if the loss is not a number', async () => {
    const options = tinyOptions();
    (options.features as Float32Array)[0] = Number.NaN;
    const before = tf.memory().numTensors;
    await expect(trainModel(tf, options)).rejects.toMatchObject({ code: 'training.diverged' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it("stops between batches with its signal's reason", async () => {
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

  it('rejects a checkpoint of another recipe, seed or split', async () => {
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

  it('waits for onEpoch before the next epoch', async () => {
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

  it('ends early if the validation UAR stops rising', async () => {
    const recipe = parseRecipe({ ...tinyRecipe({ epochs: 50 }), earlyStopEpochs: 3 });
    const { history, endedBy } = await trainModel(tf, tinyOptions({ recipe }));
    expect(endedBy).toBe('early-stop');
    const uars = history.map(({ validationUar }) => validationUar!);
    expect(history.length).toBe(uars.indexOf(Math.max(...uars)) + 1 + 3);
  });

  it('ends after the epoch in which its time budget is used up', async () => {
    const recipe = parseRecipe({ ...tinyRecipe({ epochs: 2000 }), budgetMinutes: 1e-5 });
    const { history, endedBy } = await trainModel(tf, tinyOptions({ recipe }));
    expect(endedBy).toBe('budget');
    expect(history).toHaveLength(1);
  });

  it('ends after the epoch on request and keeps the best epoch', async () => {
    const end = new AbortController();
    const outcome = await trainModel(tf, {
      ...tinyOptions(),
      end: end.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) end.abort();
      },
    });
    expect(outcome.endedBy).toBe('request');
    expect(outcome.history).toHaveLength(2);
    expect(outcome.bestEpoch).toBeLessThanOrEqual(2);
  });

  it('changes no weight in a diverged batch, so the last checkpoint stays valid', async () => {
    let last: Checkpoint | undefined;
    const learningRate = { schedule: 'warmup-cosine', peak: 3e38, floor: 1e-5, warmupEpochs: 3 };
    const training = trainModel(tf, {
      ...tinyOptions({ recipe: parseRecipe({ ...tinyRecipe(), learningRate }) }),
      onEpoch: (_, take) => void (last = take()),
    });
    await expect(training).rejects.toMatchObject({ code: 'training.diverged' });
    for (const { values } of last?.weights ?? []) expect(values.every(Number.isFinite)).toBe(true);
  });

  it('rejects signal augmentation, because it never reads signals', async () => {
    const recipe = parseRecipe({
      ...tinyRecipe(),
      augmentation: { signal: { noise: { snrDb: [10, 20] } } },
    });
    await expect(trainModel(tf, tinyOptions({ recipe }))).rejects.toMatchObject({ code: 'recipe.invalid' });
  });

  it('reads no clip outside its subsets: other features there produce the same model', async () => {
    const split = { train: tinyOptions().split.train.slice(0, 50), validation: [] };
    const [one, other] = [tinyOptions({ split }), tinyOptions({ split })];
    (other.features as Float32Array).fill(-7, 50 * 20);
    const models = await Promise.all([one, other].map((options) => trainModel(tf, options)));
    expect(models[0]!.model).toEqual(models[1]!.model);
  });
});
