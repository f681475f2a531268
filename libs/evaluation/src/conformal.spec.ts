import { describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { abstentionOf } from './abstention.js';
import { conformalSets } from './conformal.js';

const CLASSES = 4;

/** Clips of a model that knows how sure it is: the truth is drawn from its own probabilities. */
function honestClips(clips: number, stream: string) {
  const random = Random.seeded(1, stream);
  const probabilities = new Float32Array(clips * CLASSES);
  const labels = Array.from({ length: clips }, (_, clip) => {
    const weights = Array.from({ length: CLASSES }, () => random.uniform() ** 4 + 1e-3);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    weights.forEach((weight, at) => (probabilities[clip * CLASSES + at] = weight / sum));
    let left = random.uniform() * sum;
    const drawn = weights.findIndex((weight) => (left -= weight) < 0);
    return drawn < 0 ? CLASSES - 1 : drawn;
  });
  return { probabilities, labels };
}

describe('conformal sets', () => {
  it('hold the truth about as often as they promise, on clips of the same kind', () => {
    const sets = conformalSets(honestClips(2000, 'validation'), honestClips(2000, 'test'), CLASSES);
    expect(sets.testCoverage).toBeGreaterThan(0.88);
    expect(sets.testCoverage).toBeLessThan(0.92);
    expect(sets.meanSetSize).toBeLessThan(CLASSES);
  });

  it('hold every label when there are too few validation clips to promise anything', () => {
    const sets = conformalSets(honestClips(5, 'few'), honestClips(50, 'test'), CLASSES);
    expect(sets).toMatchObject({ threshold: 0, testCoverage: 1, meanSetSize: CLASSES });
  });
});

describe('abstention', () => {
  it('halves the errors of a model that knows how sure it is, at the price of silence', () => {
    const abstention = abstentionOf(honestClips(2000, 'validation'), honestClips(2000, 'test'), CLASSES);
    const { validationErrorBefore, validationErrorAfter, testAnswered, testAccuracyAnswered } = abstention;
    expect(validationErrorAfter).toBeLessThanOrEqual(validationErrorBefore / 2);
    expect(testAnswered).toBeGreaterThan(0.1);
    expect(testAnswered).toBeLessThan(0.9);
    expect(1 - testAccuracyAnswered).toBeLessThan(0.75 * validationErrorBefore);
  });
});
