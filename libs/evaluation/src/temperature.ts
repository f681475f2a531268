import { meanCrossEntropy } from './evaluate.js';

const SMALLEST = 1e-12;
const LOG_RANGE = 3; // temperatures between 1/20 and 20
const STEPS = 80;

/**
 * Divides the logits behind each row of probabilities by a temperature: softmax(log p / T).
 *
 * @param probabilities `[clips, classes]`
 */
export function scaled(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  const result = new Float32Array(probabilities.length);
  for (let row = 0; row < probabilities.length; row += classes) {
    let sum = 0;
    let largest = 0;
    for (let at = 0; at < classes; at++) largest = Math.max(largest, probabilities[row + at] ?? 0);
    for (let at = 0; at < classes; at++) {
      const ratio = Math.max(probabilities[row + at] ?? 0, SMALLEST) / Math.max(largest, SMALLEST);
      const value = ratio ** (1 / temperature);
      result[row + at] = value;
      sum += value;
    }
    for (let at = 0; at < classes; at++) result[row + at] = (result[row + at] ?? 0) / sum;
  }
  return result;
}

/**
 * Finds the temperature with the lowest cross-entropy (Guo et al. 2017) by golden-section search over its logarithm,
 * where the loss has a single minimum.
 *
 * @param probabilities of clips that training did not see, `[clips, classes]`
 */
export function fitTemperature(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const loss = (logTemperature: number) =>
    meanCrossEntropy(scaled(probabilities, classes, Math.exp(logTemperature)), labels, classes);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-LOG_RANGE, LOG_RANGE];
  for (let step = 0; step < STEPS && high - low > 1e-6; step++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (loss(left) <= loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
