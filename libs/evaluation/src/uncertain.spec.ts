import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '#libs/contracts';
import { assess } from './assess.js';
import { isUncertain } from './uncertain.js';

/** Builds 200 clips of two classes with probabilities of 0.6 or 0.9; less certain answers are wrong more often. */
function part() {
  const clips = Array.from({ length: 200 }, (_, clip) => ({
    label: clip % 2,
    isSure: clip % 4 < 2,
    isRight: clip % 4 < 2 ? clip % 100 !== 0 : clip % 5 > 1,
  }));
  return {
    labels: clips.map(({ label }) => label),
    probabilities: Float32Array.from(
      clips.flatMap(({ label, isSure, isRight }) => {
        const [said, other] = isSure ? [0.9, 0.1] : [0.6, 0.4];
        return (isRight ? label : 1 - label) === 0 ? [said, other] : [other, said];
      }),
    ),
    utterances: clips.map(() => ({ speaker: null, gender: null })),
  };
}

const { assessment } = assess(part(), part(), ['calm', 'angry']);

describe('isUncertain', () => {
  it('compares calibrated probabilities with the threshold', () => {
    const { threshold = 0, testAnswered } = assessment.abstention ?? {};
    expect(isUncertain([0.9, 0.1], assessment)).toBe(false);
    expect(isUncertain([0.4, 0.6], assessment)).toBe(true);
    // The threshold applies after the temperature, so it is not itself a published probability.
    expect(threshold).not.toBeCloseTo(0.9, 3);
    expect(testAnswered).toBe(0.5);
  });

  it('answers the share of test clips that the card states', () => {
    const { probabilities } = part();
    const answered = part().labels.filter(
      (_, clip) => isUncertain([...probabilities.subarray(2 * clip, 2 * clip + 2)], assessment) === false,
    );
    expect(answered.length / 200).toBe(assessment.abstention?.testAnswered);
  });

  it('never marks a larger probability as uncertain and a smaller one as certain', () => {
    const half = fc.double({ min: 0.5, max: 1, noNaN: true });
    fc.assert(
      fc.property(half, half, (one, other) => {
        const [less, more] = [one, other].sort();
        const [before, after] = [less ?? 0, more ?? 0].map((p) => isUncertain([p, 1 - p], assessment));
        return !(before === false && after === true);
      }),
    );
  });

  it('returns null without a threshold', () => {
    const none: Assessment = { ...assessment, abstention: null };
    expect([isUncertain([1, 0], none), isUncertain([1, 0], undefined), isUncertain([], assessment)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
