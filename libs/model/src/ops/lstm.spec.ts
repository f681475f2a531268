import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { loadCpu } from '../engines/cpu.js';
import { lstm } from './lstm.js';
import type { Tensor1D, Tensor2D, Tf } from '../tf.js';

let tf: Tf;
beforeAll(async () => {
  tf = await loadCpu();
});

describe('lstm', () => {
  it('matches a cell computed by hand: one unit, two frames, every gate with its own weights', () => {
    // Gates i, f, c, o. Frame 1, x = 1, h = c = 0: z = (0.5, 1.2, 0.3, -0.4) + (0.1, 1, 0, 0.2) = (0.6, 2.2, 0.3, -0.2)
    //   i = 0.645656, g = 0.291313, o = 0.450166; c = i g = 0.188088; h = o tanh(c) = 0.083686
    // Frame 2, x = -2: z = (-1, -2.4, -0.6, 0.8) + h (0.7, -0.3, 0.9, 0.4) + b = (-0.841420, -1.425106, -0.524682, 1.033474)
    //   i = 0.301236, f = 0.193862, g = -0.481306, o = 0.737589; c = f c + i g = -0.108523; h = o tanh(c) = -0.079733
    const outputs = tf.tidy(() => {
      const weights = {
        kernel: tf.tensor2d([[0.5, 1.2, 0.3, -0.4]]),
        recurrent: tf.tensor2d([[0.7, -0.3, 0.9, 0.4]]),
        bias: tf.tensor1d([0.1, 1, 0, 0.2]),
        peephole: null,
      };
      return lstm(tf, tf.tensor3d([[[1], [-2]]]), weights).dataSync();
    });
    expect(outputs[0]).toBeCloseTo(0.083686, 6);
    expect(outputs[1]).toBeCloseTo(-0.079733, 6);
  });

  it('matches tf.layers.lstm with the same weights', () => {
    const [batch, frames, inputs, units] = [3, 6, 5, 4];
    const random = Random.seeded(4);
    const normal = (length: number) => Float32Array.from({ length }, () => random.normal());
    const [ours, theirs] = tf.tidy(() => {
      const kernel = tf.tensor2d(normal(inputs * 4 * units), [inputs, 4 * units]);
      const recurrent = tf.tensor2d(normal(units * 4 * units), [units, 4 * units]);
      const bias: Tensor1D = tf.tensor1d(normal(4 * units));
      const clips = tf.tensor3d(normal(batch * frames * inputs), [batch, frames, inputs]);
      const layer = tf.layers.lstm({ units, returnSequences: true, recurrentActivation: 'sigmoid' });
      const expected = layer.apply(clips) as Tensor2D;
      layer.setWeights([kernel, recurrent, bias]);
      const outputs = lstm(tf, clips, { kernel, recurrent, bias, peephole: null });
      expect(expected.shape).toEqual([batch, frames, units]);
      return [outputs.dataSync(), (layer.apply(clips) as Tensor2D).dataSync()];
    });
    expect(ours).toHaveLength(theirs.length);
    for (const [at, value] of ours.entries()) expect(value).toBeCloseTo(theirs[at]!, 5);
  });
});
