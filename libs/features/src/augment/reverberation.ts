import { meanSquare, createWhiteNoise } from './level.js';
import type { Uniform } from './draws.js';

/** The natural logarithm of the factor 1000, a decay of 60 dB. */
const LOG_60_DB = Math.log(1000);

/**
 * Creates the impulse response of an artificial room: the direct sound, and white noise that decays by 60 dB within
 * `rt60Seconds` (Polack 1988) and ends there.
 *
 * @param directDb energy of the direct sound relative to the noise
 * @returns `1 + round(rt60Seconds * sampleRateHz)` samples, the first of which is 1
 */
export function createRoomResponse(
  rt60Seconds: number,
  directDb: number,
  sampleRateHz: number,
  uniform: Uniform,
): Float32Array {
  const samples = Math.round(rt60Seconds * sampleRateHz);
  const tail = createWhiteNoise(samples, uniform).map(
    (value, i) => value * Math.exp((-LOG_60_DB * (i + 1)) / (rt60Seconds * sampleRateHz)),
  );
  const energy = meanSquare(tail) * samples;
  const factor = energy === 0 ? 0 : Math.sqrt(10 ** (-directDb / 10) / energy);
  const response = new Float32Array(samples + 1);
  response[0] = 1;
  response.set(
    tail.map((value) => value * factor),
    1,
  );
  return response;
}

/**
 * Adds the reverberation of a room to a signal by convolution with its impulse response. The response's largest sample
 * counts as the direct sound and is not delayed. The result has the length and the mean square of the signal.
 *
 * @param response a recorded response at the signal's rate, or an artificial one; at least one sample
 */
export function addReverberation(signal: Float32Array, response: Float32Array): Float32Array {
  if (response.length === 0) throw new RangeError('An impulse response must contain at least one sample');
  const direct = response.reduce(
    (top, value, at) => (Math.abs(value) > Math.abs(response[top] ?? 0) ? at : top),
    0,
  );
  const sums = new Float64Array(signal.length);
  for (let tap = 0; tap < response.length; tap++) {
    const weight = response[tap] ?? 0;
    const delay = tap - direct;
    if (weight === 0) continue;
    const last = Math.min(signal.length, signal.length + delay);
    for (let i = Math.max(0, delay); i < last; i++)
      sums[i] = (sums[i] ?? 0) + weight * (signal[i - delay] ?? 0);
  }
  const wet = Float32Array.from(sums);
  const power = meanSquare(wet);
  const factor = power === 0 ? 0 : Math.sqrt(meanSquare(signal) / power);
  return wet.map((sample) => sample * factor);
}
