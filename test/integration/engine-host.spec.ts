import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineInfo } from '#libs/contracts';
import { initialWeights, saveModel } from '#libs/model';
import type { EngineHost } from '#libs/learning';
import { startGpu, TINY_RECIPE } from '../support/gpu.js';
import { LABELS, PAPER_20 } from '../support/records.js';

const SHAPE = { frames: 20, coefficients: 40 };
const CLIPS = 2;
const features = {
  values: Float32Array.from({ length: CLIPS * SHAPE.frames * SHAPE.coefficients }, (_, at) => Math.sin(at)),
  offsets: [0, SHAPE.frames, CLIPS * SHAPE.frames],
};
const weights = initialWeights(TINY_RECIPE, SHAPE, LABELS.length, 1);
const about = {
  recipe: TINY_RECIPE,
  labels: LABELS,
  featureSetId: PAPER_20,
  shape: SHAPE,
  standardizer: {
    mean: new Float32Array(SHAPE.coefficients),
    deviation: new Float32Array(SHAPE.coefficients).fill(1),
  },
};
const model = { kind: 'network', saved: saveModel({ ...about, weights }) } as const;

describe('EngineHost', () => {
  let gpu: EngineHost;
  beforeAll(async () => void (gpu = await startGpu()));
  afterAll(() => gpu.close());

  it('loads a model once for simultaneous calls, and returns the same probabilities to each', async () => {
    let reads = 0;
    const load = () => {
      reads += 1;
      return Promise.resolve(model);
    };
    const answers = await Promise.all(Array.from({ length: 8 }, () => gpu.score('m-once', features, load)));
    expect(reads).toBe(1);
    for (const { probabilities } of answers) expect(probabilities).toEqual(answers[0]?.probabilities);
  });

  it('scores with more models at a time than it keeps', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => gpu.score(`m-${at % 6}`, features, () => Promise.resolve(model))),
    );
    for (const { probabilities } of answers) expect(probabilities).toEqual(answers[0]?.probabilities);
  });

  it('reports the engine of a model, and the reason why it is not onnxruntime', async () => {
    const engines = new Map<string, EngineInfo>();
    const reporting = await startGpu((modelId, engine) => void engines.set(modelId, engine));
    const broken = weights.map((tensor) => ({ ...tensor, values: tensor.values.map(() => Number.NaN) }));
    const refused = { kind: 'network', saved: saveModel({ ...about, weights: broken }) } as const;
    await reporting.score('m-sound', features, () => Promise.resolve(model));
    await reporting.score('m-refused', features, () => Promise.resolve(refused));
    await reporting.close();
    expect(engines.get('m-sound')).toMatchObject({ name: 'onnxruntime', passedOver: [] });
    const passedOver = [{ name: 'onnxruntime', reason: expect.stringContaining('by up to NaN') as string }];
    expect(engines.get('m-refused')).toMatchObject({ name: 'cpu', passedOver });
  });

  it('reads a model again after a failed read', async () => {
    const failing = gpu.score('m-late', features, () => Promise.reject(new Error('the store is away')));
    await expect(failing).rejects.toThrow('the store is away');
    const { probabilities } = await gpu.score('m-late', features, () => Promise.resolve(model));
    expect(probabilities).toHaveLength(CLIPS * LABELS.length);
  });

  it('completes running scorings before it closes', async () => {
    const closing = await startGpu();
    await closing.score('m-first', features, () => Promise.resolve(model));
    const scorings = Array.from({ length: 20 }, () =>
      closing.score('m-first', features, () => Promise.resolve(model)),
    );
    await closing.close();
    for (const { probabilities } of await Promise.all(scorings))
      expect(probabilities).toHaveLength(CLIPS * LABELS.length);
  });
});
