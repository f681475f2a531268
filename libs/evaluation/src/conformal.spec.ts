import { describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { fitAbstention } from './abstention.js';
import { conformalSets } from './conformal.js';

const CLASSES = 4;

/** Draws each clip's truth from the model's own probabilities, so that the model is perfectly calibrated. */
function drawCalibratedClips(clips: number, stream: string) {
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
  it('contain the truth about as often as promised on clips of the same kind', () => {
    const sets = conformalSets(
      drawCalibratedClips(2000, 'validation'),
      drawCalibratedClips(2000, 'test'),
      CLASSES,
    );
    expect(sets.testCoverage).toBeGreaterThan(0.88);
    expect(sets.testCoverage).toBeLessThan(0.92);
    expect(sets.meanSetSize).toBeLessThan(CLASSES);
  });

  it('contain every label if there are too few validation clips to fit a threshold', () => {
    const sets = conformalSets(drawCalibratedClips(5, 'few'), drawCalibratedClips(50, 'test'), CLASSES);
    expect(sets).toMatchObject({ threshold: 0, testCoverage: 1, meanSetSize: CLASSES });
  });
});

describe('abstention', () => {
  it('halves the errors of a calibrated model by leaving some clips unanswered', () => {
    const abstention = fitAbstention(
      drawCalibratedClips(2000, 'validation'),
      drawCalibratedClips(2000, 'test'),
      CLASSES,
    );
    const { validationErrorBefore, validationErrorAfter, testAnswered, testAccuracyAnswered } = abstention;
    expect(validationErrorAfter).toBeLessThanOrEqual(validationErrorBefore / 2);
    expect(testAnswered).toBeGreaterThan(0.1);
    expect(testAnswered).toBeLessThan(0.9);
    expect(1 - testAccuracyAnswered).toBeLessThan(0.75 * validationErrorBefore);
  });
});
