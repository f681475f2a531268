import { describe, expect, it } from 'vitest';
import { assessmentSchema } from '#libs/contracts';
import { assess, type ScoredPart } from './assess.js';

const LABELS = ['calm', 'angry'];

/** Clips of two speakers; the model is right but for the clips named. */
function part(wrong: readonly number[], clips = 8): ScoredPart {
  const labels = Array.from({ length: clips }, (_, clip) => clip % 2);
  return {
    labels,
    probabilities: Float32Array.from({ length: 2 * clips }, (_, at) => {
      const clip = at >> 1;
      const said = wrong.includes(clip) ? 1 - (labels[clip] ?? 0) : labels[clip];
      return at % 2 === said ? 0.9 : 0.1;
    }),
    utterances: labels.map((_, clip) => ({
      speaker: clip < clips / 2 ? 'anna' : 'ben',
      gender: clip < clips / 2 ? 'female' : 'male',
    })),
  };
}

describe('assess', () => {
  const { test, validation, assessment } = assess(part([0, 1]), part([0]), LABELS);

  it('fits on validation clips and measures on test clips', () => {
    expect(assessmentSchema.parse(assessment)).toEqual(assessment);
    expect(validation?.accuracy).toBe(0.75);
    expect(test.accuracy).toBe(7 / 8);
    // Said with 0.9 and right in 3 of 4: log 9 / log 3.
    expect(assessment.calibration?.temperature).toBeCloseTo(2, 3);
    expect(assessment.calibration?.before.bins.reduce((sum, { clips }) => sum + clips, 0)).toBe(8);
  });

  it('shows confusion both ways: rows of truth and columns of predictions sum to 1', () => {
    expect(test.confusion).toEqual([
      [3, 1],
      [0, 4],
    ]);
    expect(assessment.confusionByTruth).toEqual([
      [0.75, 0.25],
      [0, 1],
    ]);
    expect(assessment.confusionByPrediction).toEqual([
      [1, 0.2],
      [0, 0.8],
    ]);
  });

  it("tells each speaker's and each gender's recall", () => {
    expect(assessment.speakers).toEqual([
      { group: 'anna', clips: 4, accuracy: 0.75, uar: 0.75, recalls: [0.5, 1] },
      { group: 'ben', clips: 4, accuracy: 1, uar: 1, recalls: [1, 1] },
    ]);
    expect(assessment.genders.map(({ group }) => group)).toEqual(['female', 'male']);
  });

  it('claims nothing that it cannot fit without a validation part', () => {
    const none = assess(part([], 0), part([0]), LABELS);
    expect(none.validation).toBeNull();
    expect(none.assessment).toMatchObject({ calibration: null, conformal: null, abstention: null });
  });
});
