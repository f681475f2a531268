import { describe, expect, it } from 'vitest';
import { RECIPES, parseRecipe } from '#libs/contracts';
import { initialWeights, parameterCount } from './registry.js';

const SHAPE = { frames: 20, coefficients: 40 };

describe('architectures', () => {
  it("have the paper's parameters for eight classes: 238,600 with two layers and 107,016 with one", () => {
    expect(parameterCount(RECIPES.paper, SHAPE, 8)).toBe(238_600);
    expect(parameterCount(RECIPES['paper-single'], SHAPE, 8)).toBe(107_016);
  });

  it('have the documented number of parameters: 180,344 for 160 frames of 80 bands, 155,768 for 128 of 64', () => {
    const recipe = RECIPES['conv-attention-b'];
    expect(parameterCount(recipe, { frames: 160, coefficients: 80 }, 8)).toBe(180_344);
    expect(parameterCount(recipe, { frames: 128, coefficients: 64 }, 8)).toBe(155_768);
  });

  it('have fewer than 60,000 parameters as students', () => {
    expect(parameterCount(RECIPES['student-conv'], { frames: 128, coefficients: 64 }, 8)).toBe(39_744);
    expect(parameterCount(RECIPES['student-lstm'], SHAPE, 8)).toBe(32_328);
  });

  it.each([
    [{ architecture: 'last-step', units: 128, dropout: 0 }, SHAPE, 219_144],
    [{ architecture: 'peephole-lstm', units: 128, dropout: 0 }, SHAPE, 239_368],
    [{ architecture: 'bilstm-attention', units: 64, dropout: 0, attentionUnits: 64 }, SHAPE, 63_112],
    [{ architecture: 'residual-lstm', units: 64, dropout: 0, attentionUnits: 64 }, SHAPE, 67_400],
    [{ architecture: 'tcn', filters: 39, blocks: 8, spatialDropout: 0 }, SHAPE, 103_288],
    [{ architecture: 'conv-transformer', width: 64, heads: 4, layers: 2, dropout: 0 }, SHAPE, 105_352],
    [{ architecture: 'mlp-312', hidden: [256, 128], dropout: 0 }, { frames: 1, coefficients: 312 }, 114_056],
    [{ architecture: 'logistic' }, { frames: 1, coefficients: 312 }, 2_504],
  ])('have a known number of parameters: $architecture', (network, shape, parameters) => {
    const { epochs, batchSize, optimizer, learningRate, validationShare, keep } = RECIPES.paper;
    const training = { epochs, batchSize, optimizer, learningRate, validationShare, keep };
    expect(parameterCount(parseRecipe({ ...training, ...network }), shape, 8)).toBe(parameters);
  });

  it('start with forget biases of 1, other biases of 0 and kernels within the Glorot limit', () => {
    const weights = Object.fromEntries(
      initialWeights(RECIPES.paper, SHAPE, 8, 0).map((w) => [w.name, w.values]),
    );
    const bias = weights['lstm_1/bias']!;
    expect(bias.indexOf(1)).toBe(128);
    expect(bias.lastIndexOf(1)).toBe(255);
    expect(bias.reduce((sum, value) => sum + value, 0)).toBe(128);
    const limit = Math.sqrt(6 / (40 + 512));
    expect(Math.max(...weights['lstm_1/kernel']!)).toBeLessThanOrEqual(limit);
    expect(Math.max(...weights['lstm_1/kernel']!)).toBeGreaterThan(0.95 * limit);
    expect(weights['dense/bias']!.every((value) => value === 0)).toBe(true);
  });

  it('start with recurrent kernels whose rows are orthonormal', () => {
    const recurrent = initialWeights(RECIPES.paper, SHAPE, 8, 0).find(
      (w) => w.name === 'lstm_2/recurrent_kernel',
    )!;
    const row = (at: number) => recurrent.values.subarray(at * 512, (at + 1) * 512);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    for (const [a, b] of [
      [0, 0],
      [127, 127],
      [0, 127],
      [3, 4],
    ] as const) {
      expect(dot(row(a), row(b))).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  });

  it('start with different weights for a different seed', () => {
    const [first, second] = [0, 1].map((seed) => initialWeights(RECIPES.paper, SHAPE, 8, seed)[0]!.values[0]);
    expect(first).not.toBe(second);
  });
});
