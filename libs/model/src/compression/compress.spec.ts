import { beforeAll, describe, expect, it } from 'vitest';
import { fineTuning, type CompressionMethod } from '#libs/contracts';
import { evaluate } from '#libs/evaluation';
import { loadWasm } from '../engines/wasm.js';
import type { LoadableModel } from '../loadable-model.js';
import { loadModel, saveModel } from '../model-file.js';
import { weightSpecs } from '../networks/registry.js';
import type { Tf } from '../tf.js';
import { predict, TINY_TRAININGS, tinyModel, tinyOptions, tinyRecipe } from '../tiny.contract.js';
import { trainAndTest, type TrainAndTestOptions } from '../training/train-and-test.js';
import { compressAndTest } from './compress.js';

let tf: Tf;
let parent: LoadableModel;
const options: TrainAndTestOptions = (({ split, ...rest }) => ({
  ...rest,
  split: { train: split.train.slice(0, 50), validation: split.train.slice(50), test: split.validation },
}))(tinyOptions());
const { labelNames, labels, split, shape } = options;

function uarOf(probabilities: Float32Array): number {
  const truth = split.test.map((clip) => labels[clip] ?? -1);
  return evaluate(probabilities, truth, labelNames).uar;
}

/** Returns the share of zeros in each matrix and kernel. */
function zerosOf(saved: { json: Uint8Array; weights: Uint8Array }): number[] {
  return loadModel(saved)
    .weights.filter((weight) => weight.shape.length > 1)
    .map(({ values }) => values.filter((value) => value === 0).length / values.length);
}

const compress = (method: CompressionMethod, changes: Partial<TrainAndTestOptions> = {}) =>
  compressAndTest(tf, parent, method, { ...options, ...changes });

beforeAll(async () => {
  tf = await loadWasm();
  parent = { kind: 'network', saved: saveModel((await trainAndTest(tf, options)).model) };
});

describe('compressAndTest', () => {
  it.each([
    ['int8', 0.45],
    ['float16', 0.6],
  ] as const)(
    'stores %s, tests the stored weights, and changes probabilities by less than 0.02',
    async (precision, share) => {
      const { model, parent: before, ...after } = await compress({ kind: 'quantize', precision });
      const saved = saveModel(model);
      expect(saved.weights.length).toBeLessThan(share * before.weightBytes);
      expect(await predict(tf, loadModel(saved), options.features)).toEqual(
        await predict(tf, model, options.features),
      );
      after.testProbabilities.forEach((value, at) =>
        expect(Math.abs(value - before.testProbabilities[at]!)).toBeLessThan(0.02),
      );
      expect(uarOf(after.testProbabilities)).toBeGreaterThan(0.9);
      expect(after.parameters).toBe(before.parameters);
    },
  );

  it('sets the smallest weights to 0 and keeps them 0 while the others learn', async () => {
    const recipe = fineTuning(options.recipe, 4);
    const outcome = await compress({ kind: 'prune', sparsity: 0.8 }, { recipe });
    const saved = saveModel(outcome.model);
    for (const share of zerosOf(saved)) expect(share).toBeCloseTo(0.8, 1);
    expect(outcome.history).toHaveLength(4);
    expect(uarOf(outcome.testProbabilities)).toBeGreaterThan(0.8);
    expect(saved.weights.length).toBeLessThan(0.45 * outcome.parent.weightBytes);
    const { weights } = loadModel(saved);
    const [first] = loadModel((parent as { saved: typeof saved }).saved).weights;
    const changed = weights[0]!.values.filter((value, at) => value !== 0 && value !== first!.values[at]);
    expect(changed.length).toBeGreaterThan(0);
  });

  it('keeps zeros under weight decay, weight averaging and batch norm', async () => {
    const training = TINY_TRAININGS.find(({ recipe }) => recipe.architecture === 'residual-lstm')!;
    const own = { ...training, split: { ...training.split, test: training.split.validation } };
    const { model } = await trainAndTest(tf, own);
    const loadable: LoadableModel = { kind: 'network', saved: saveModel(model) };
    const outcome = await compressAndTest(tf, loadable, { kind: 'prune', sparsity: 0.5 }, own);
    const specs = weightSpecs(own.recipe, own.shape, own.labelNames.length);
    outcome.model.weights.forEach(({ values, shape: extents }, at) => {
      if (extents.length < 2 || !specs[at]!.isTrained) return;
      expect(values.filter((value) => value === 0).length).toBe(Math.floor(0.5 * values.length));
    });
  });

  it("distills a smaller network that learns its parent's predictions", async () => {
    const recipe = tinyRecipe({ units: 4, epochs: 12 });
    const method = { kind: 'distill', temperature: 3, softShare: 1 } as const;
    const outcome = await compress(method, { recipe });
    expect(outcome.parameters).toBeLessThan(outcome.parent.parameters / 2);
    expect(uarOf(outcome.testProbabilities)).toBeGreaterThan(0.9);
    // The loss of a student with `softShare: 1` contains no label, so wrong labels do not affect it.
    const wrong = labels.map((label) => (label + 1) % 3);
    const student = await compress(method, { recipe: { ...recipe, keep: 'last' }, labels: wrong });
    expect(uarOf(student.testProbabilities)).toBeGreaterThan(0.9);
  });

  it('distills an ensemble and refuses to prune it', async () => {
    const member = { model: parent, labels: labelNames, weight: 0.5, temperature: 1 };
    const both: LoadableModel = { kind: 'ensemble', labels: labelNames, members: [member, member] };
    const recipe = tinyRecipe({ units: 4, epochs: 2 });
    const method = { kind: 'distill', temperature: 2, softShare: 0.5 } as const;
    const outcome = await compressAndTest(tf, both, method, { ...options, recipe });
    const alone = await compress({ kind: 'quantize', precision: 'int8' });
    expect(outcome.parent.parameters).toBe(2 * alone.parent.parameters);
    expect(outcome.parent.testProbabilities).toEqual(alone.parent.testProbabilities);
    await expect(compressAndTest(tf, both, { kind: 'prune', sparsity: 0.5 }, options)).rejects.toMatchObject({
      code: 'model.not_compressible',
    });
  });

  it("refuses a student of more than 60,000 parameters, and labels that differ from the parent's", async () => {
    const method = { kind: 'distill', temperature: 2, softShare: 0.5 } as const;
    const refused = { code: 'model.not_compressible' };
    await expect(compress(method, { recipe: tinyRecipe({ units: 100 }) })).rejects.toMatchObject(refused);
    const others = ['angry', 'calm', 'happy'];
    await expect(compress(method, { labelNames: others })).rejects.toMatchObject(refused);
    await expect(
      compress({ kind: 'quantize', precision: 'int8' }, { labelNames: others }),
    ).rejects.toMatchObject(refused);
  });

  it('disposes of every tensor', async () => {
    const before = tf.memory().numTensors;
    await compress({ kind: 'prune', sparsity: 0.5 }, { recipe: fineTuning(options.recipe, 1) });
    expect(tf.memory().numTensors).toBe(before);
    expect(loadModel(saveModel(tinyModel())).shape).toEqual(shape);
  });
});
