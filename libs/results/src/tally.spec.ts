import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCE_BINS, Tally } from './tally.js';
import { errorOf, scoreOf } from './testing/score-lines.js';

describe('Tally', () => {
  it('counts labels, confidence, codes and seconds', () => {
    const tally = new Tally();
    for (let clip = 0; clip < 10; clip++) tally.addScore(scoreOf(clip));
    tally.addError(errorOf(10));
    const result = tally.result();
    expect(result).toMatchObject({
      scored: 10,
      failed: 1,
      labels: { angry: 4, calm: 6 },
      meanProbabilities: { angry: 0.45, calm: 0.55 },
      errorsByCode: { 'clip.silent': 1 },
      audioSeconds: 12.5,
    });
    expect(result.confidence.counts).toHaveLength(CONFIDENCE_BINS);
  });

  it('counts uncertain scores if the model has a threshold', () => {
    const tally = new Tally();
    expect(tally.result()).not.toHaveProperty('uncertain');
    for (let clip = 0; clip < 5; clip++) tally.addScore(scoreOf(clip, { isUncertain: clip < 2 }));
    expect(tally.result().uncertain).toBe(2);
  });

  it('counts warnings by their code, if there are any', () => {
    const tally = new Tally();
    expect(tally.result()).not.toHaveProperty('warningsByCode');
    const warning = { code: 'clip.gaps', message: 'The clip has a gap.' } as const;
    for (let clip = 0; clip < 5; clip++) tally.addScore(scoreOf(clip, clip < 2 ? { warning } : {}));
    expect(tally.result().warningsByCode).toEqual({ 'clip.gaps': 2 });
  });

  it('has no mean probabilities without scores', () => {
    expect(new Tally().result()).toMatchObject({ scored: 0, meanProbabilities: {} });
  });

  it('counts every probability in one bin, and an edge in the bin that starts there', () => {
    for (let bin = 0; bin < CONFIDENCE_BINS; bin++) {
      const tally = new Tally();
      tally.addScore(scoreOf(0, { probability: Number((bin * 0.05).toFixed(2)) }));
      expect(tally.result().confidence.counts[bin]).toBe(1);
    }
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
        const tally = new Tally();
        for (const probability of values) tally.addScore(scoreOf(0, { probability }));
        return tally.result().confidence.counts.reduce((sum, count) => sum + count, 0) === values.length;
      }),
    );
  });
});
