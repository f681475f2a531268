import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainStatistics, trainingDomain, type SignalFigures } from '#libs/contracts';
import { DomainTally, mergeDomains, poolTrainings } from './domain-tally.js';

const signal = fc.record<SignalFigures>({
  levelDbfs: fc.double({ min: -120, max: 20, noNaN: true }),
  snrDb: fc.double({ min: 0, max: 100, noNaN: true }),
  bandwidthHz: fc.integer({ min: 1, max: 32 }).map((band) => 250 * band),
});
/** Clips of 1 to 4 frames with 3 coefficients; some were extracted before signals were measured. */
const clip = fc.record({
  features: fc
    .integer({ min: 1, max: 4 })
    .chain((frames) =>
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3 * frames, maxLength: 3 * frames }),
    ),
  signal: fc.option(signal, { nil: undefined }),
});
type Clip = typeof clip extends fc.Arbitrary<infer T> ? T : never;

function tallyClips(clips: readonly Clip[]): DomainTally {
  const tally = new DomainTally(3);
  for (const { features, signal } of clips) tally.add(Float32Array.from(features), signal);
  return tally;
}

describe('DomainTally', () => {
  it('returns the mean and deviation over the means of clips', () => {
    const clips = [
      [0, 10, 1, 2, 20, 1],
      [5, 7, 1],
    ].map((features) => ({ features, signal: undefined }));
    const domain = tallyClips(clips).training();
    expect(domain.means).toEqual([3, 11, 1]);
    expect(domain.deviations).toEqual([2, 4, 0]);
    expect(domain).toMatchObject({ clips: 2, signal: { clips: 0 }, ranges: null });
  });

  it('counts every figure once, including values outside the bins', () => {
    fc.assert(
      fc.property(fc.array(clip), (clips) => {
        const domain = trainingDomain.parse(tallyClips(clips).training());
        const measured = clips.filter(({ signal }) => signal !== undefined).length;
        const { clips: counted, ...figures } = domain.signal;
        expect(counted).toBe(measured);
        for (const counts of Object.values(figures))
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(measured);
        expect(domain.ranges === null).toBe(measured === 0);
      }),
    );
  });

  it('pools trainings as if their clips were measured together, if all are known', () => {
    fc.assert(
      fc.property(fc.array(fc.array(clip, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (trainings) => {
        const whole = tallyClips(trainings.flat()).training();
        const pooled = trainingDomain.parse(poolTrainings(trainings.map((of) => tallyClips(of).training())));
        expect(pooled).toMatchObject({ clips: whole.clips, signal: whole.signal, ranges: whole.ranges });
        pooled.deviations.forEach((of, k) => expect(of).toBeCloseTo(whole.deviations[k] ?? 0, 2));
      }),
    );
    expect(poolTrainings([tallyClips([]).training(), undefined])).toBeNull();
  });

  it('merges shards as if their clips were measured together', () => {
    fc.assert(
      fc.property(fc.array(fc.array(clip, { maxLength: 6 }), { minLength: 1, maxLength: 5 }), (shards) => {
        const whole = tallyClips(shards.flat()).result();
        const parts = shards.map((clips) => domainStatistics.parse(tallyClips(clips).result()));
        const joined = parts.reduce(mergeDomains);
        expect(joined.clips).toBe(whole.clips);
        expect(joined.signal).toEqual(whole.signal);
        joined.means.forEach((mean, k) => expect(mean).toBeCloseTo(whole.means[k] ?? 0, 2));
      }),
    );
  });
});
