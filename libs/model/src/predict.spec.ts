import { beforeAll, describe, expect, it } from 'vitest';
import { loadCpu } from './engines/cpu.js';
import { measureLatency } from './latency.js';
import { createScorer } from './predict.js';
import { predict, tinyModel, tinyOptions } from './tiny.contract.js';
import type { Tf } from './tf.js';

let tf: Tf;
beforeAll(async () => {
  tf = await loadCpu();
});

describe('predict', () => {
  it('predicts probabilities that add up to 1 for every clip', async () => {
    const probabilities = await predict(tf, tinyModel(), tinyOptions().features);
    expect(probabilities).toHaveLength(90 * 3);
    for (let clip = 0; clip < 90; clip++) {
      const sum = probabilities.subarray(3 * clip, 3 * clip + 3).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it('returns an empty array if there are no clips', async () => {
    expect(await predict(tf, tinyModel(), new Float32Array())).toHaveLength(0);
  });

  it('refuses values that do not divide into clips', async () => {
    await expect(predict(tf, tinyModel(), new Float32Array(21))).rejects.toMatchObject({
      code: 'model.feature_set_mismatch',
    });
  });

  it('yields to the event loop between batches', async () => {
    let turns = 0;
    const count = () => {
      turns++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await predict(tf, tinyModel(), tinyOptions().features, 10);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(8);
  });
});

describe('createScorer', () => {
  it('releases every tensor when it is disposed of', async () => {
    const before = tf.memory().numTensors;
    const scorer = createScorer(tf, tinyModel());
    await scorer.predict(tinyOptions().features);
    expect(tf.memory().numTensors).toBe(before + tinyModel().weights.length);
    scorer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('measureLatency', () => {
  it('measures milliseconds per clip and disposes of every tensor', () => {
    const before = tf.memory().numTensors;
    const { perClipMsBatch1, perClipMsBatch64 } = measureLatency(tf, tinyModel(), 3);
    expect(perClipMsBatch1).toBeGreaterThan(perClipMsBatch64);
    expect(tf.memory().numTensors).toBe(before);
  });
});
