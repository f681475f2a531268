import { describe, expect, it } from 'vitest';
import { evaluationSchema } from '#libs/contracts';
import { evaluate, meanCrossEntropy } from './evaluate.js';

const LABELS = ['angry', 'calm', 'sad'];
// Truth angry, angry, angry, calm; predicted angry, angry, calm, calm.
const probabilities = Float32Array.of(0.8, 0.1, 0.1, 0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.1, 0.9, 0);
const truth = [0, 0, 0, 1];

describe('evaluate', () => {
  it('counts confusion by true and predicted class', () => {
    expect(evaluate(probabilities, truth, LABELS).confusion).toEqual([
      [2, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  it('averages recall and F1 over the classes that occur', () => {
    const { accuracy, uar, macroF1 } = evaluate(probabilities, truth, LABELS);
    expect(accuracy).toBe(0.75);
    expect(uar).toBeCloseTo((2 / 3 + 1) / 2, 12);
    expect(macroF1).toBeCloseTo((0.8 + 2 / 3) / 2, 12);
  });

  it('returns support, precision, recall and F1 for each class', () => {
    expect(evaluate(probabilities, truth, LABELS).perClass).toEqual([
      { label: 'angry', support: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
      { label: 'calm', support: 1, precision: 0.5, recall: 1, f1: 2 / 3 },
      { label: 'sad', support: 0, precision: 0, recall: 0, f1: 0 },
    ]);
  });

  it('matches ECE and Brier score computed by hand', () => {
    const { ece, brier } = evaluate(probabilities, truth, LABELS);
    // Each clip falls into its own bin: |1 - .8|, |1 - .6|, |0 - .7|, |1 - .9|.
    expect(ece).toBeCloseTo((0.2 + 0.4 + 0.7 + 0.1) / 4, 6);
    expect(brier).toBeCloseTo((0.06 + 0.26 + (0.64 + 0.49 + 0.01) + 0.02) / 4, 6);
  });

  it('lets over- and under-confidence cancel within a bin only', () => {
    const pair = Float32Array.of(0.75, 0.25, 0.75, 0.25);
    expect(evaluate(pair, [0, 1], ['a', 'b']).ece).toBeCloseTo(0.25, 6);
  });

  it('returns a valid evaluation even without clips', () => {
    for (const labels of [truth, []]) {
      expect(evaluationSchema.safeParse(evaluate(probabilities, labels, LABELS)).success).toBe(true);
    }
  });

  it('rejects a class that does not exist', () => {
    expect(() => evaluate(probabilities, [3], LABELS)).toThrow(RangeError);
  });
});

describe('meanCrossEntropy', () => {
  it('averages the negative logarithm of the probability of the truth', () => {
    expect(meanCrossEntropy(Float32Array.of(0.5, 0.5, 0.25, 0.75), [0, 0], 2)).toBeCloseTo(
      Math.log(8) / 2,
      6,
    );
  });

  it('stays finite when the truth has probability 0', () => {
    expect(meanCrossEntropy(Float32Array.of(0, 1), [0], 2)).toBeLessThan(30);
  });
});
