import { normal, type Uniform } from './draws.js';

/** Amplifies a signal. The result may leave [-1, 1], because features do not clip. */
export function applyGain(signal: Float32Array, gainDb: number): Float32Array {
  const factor = 10 ** (gainDb / 20);
  return signal.map((sample) => sample * factor);
}

/** Draws white Gaussian noise of deviation 1. */
export function createWhiteNoise(samples: number, uniform: Uniform): Float32Array {
  return Float32Array.from({ length: samples }, () => normal(uniform));
}

/**
 * Adds noise to a signal at a signal-to-noise ratio: `10 log10` of the signal's mean square over that of the added
 * noise. Shorter noise is repeated and longer noise is cut.
 *
 * @param noise at least one sample; silent noise and a silent signal change nothing
 */
export function addNoise(signal: Float32Array, noise: Float32Array, snrDb: number): Float32Array {
  if (noise.length === 0) throw new RangeError('The noise must contain at least one sample');
  const added = Float32Array.from(signal, (_, i) => noise[i % noise.length] ?? 0);
  const noisePower = meanSquare(added);
  if (noisePower === 0) return signal.slice();
  const factor = Math.sqrt(meanSquare(signal) / noisePower / 10 ** (snrDb / 10));
  return signal.map((sample, i) => sample + factor * (added[i] ?? 0));
}

export function meanSquare(signal: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < signal.length; i++) sum += (signal[i] ?? 0) ** 2;
  return signal.length === 0 ? 0 : sum / signal.length;
}
