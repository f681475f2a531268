import { describe, expect, it } from 'vitest';
import { assessmentSchema } from '#libs/contracts';
import { assess, type ScoredPart } from './assess.js';

const LABELS = ['calm', 'angry'];

/** Builds clips of two speakers; the model is right except for the clips named. */
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
    // Answers with probability 0.9 are right in 3 of 4 cases: log 9 / log 3.
    expect(assessment.calibration?.temperature).toBeCloseTo(2, 3);
    expect(assessment.calibration?.before.bins.reduce((sum, { clips }) => sum + clips, 0)).toBe(8);
  });

  it('normalizes confusion by truth and by prediction, so that rows or columns sum to 1', () => {
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

  it('reports recall by speaker and by gender', () => {
    expect(assessment.speakers).toEqual([
      { group: 'anna', clips: 4, accuracy: 0.75, uar: 0.75, recalls: [0.5, 1] },
      { group: 'ben', clips: 4, accuracy: 1, uar: 1, recalls: [1, 1] },
    ]);
    expect(assessment.genders.map(({ group }) => group)).toEqual(['female', 'male']);
  });

  it('leaves out fitted figures if there is no validation part', () => {
    const none = assess(part([], 0), part([0]), LABELS);
    expect(none.validation).toBeNull();
    expect(none.assessment).toMatchObject({ calibration: null, conformal: null, abstention: null });
  });
});
