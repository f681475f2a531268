import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainStatistics, trainingDomain, type SignalFigures } from '#libs/contracts';
import { DomainTally, joinedDomains, pooledTraining } from './domain-tally.js';

const signal = fc.record<SignalFigures>({
  levelDbfs: fc.double({ min: -120, max: 20, noNaN: true }),
  snrDb: fc.double({ min: 0, max: 100, noNaN: true }),
  bandwidthHz: fc.integer({ min: 1, max: 32 }).map((band) => 250 * band),
});
/** Clips of 1 to 4 frames of 3 coefficients; some were extracted before signals were measured. */
const clip = fc.record({
  features: fc
    .integer({ min: 1, max: 4 })
    .chain((frames) =>
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3 * frames, maxLength: 3 * frames }),
    ),
  signal: fc.option(signal, { nil: undefined }),
});
type Clip = typeof clip extends fc.Arbitrary<infer T> ? T : never;

function tallied(clips: readonly Clip[]): DomainTally {
  const tally = new DomainTally(3);
  for (const { features, signal } of clips) tally.add(Float32Array.from(features), signal);
  return tally;
}

describe('DomainTally', () => {
  it('has the mean of the clips and their deviation, each clip by its own mean', () => {
    const clips = [
      [0, 10, 1, 2, 20, 1],
      [5, 7, 1],
    ].map((features) => ({ features, signal: undefined }));
    const domain = tallied(clips).training();
    expect(domain.means).toEqual([3, 11, 1]);
    expect(domain.deviations).toEqual([2, 4, 0]);
    expect(domain).toMatchObject({ clips: 2, signal: { clips: 0 }, ranges: null });
  });

  it('counts each figure once, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(clip), (clips) => {
        const domain = trainingDomain.parse(tallied(clips).training());
        const measured = clips.filter(({ signal }) => signal !== undefined).length;
        const { clips: counted, ...figures } = domain.signal;
        expect(counted).toBe(measured);
        for (const counts of Object.values(figures))
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(measured);
        expect(domain.ranges === null).toBe(measured === 0);
      }),
    );
  });

  it('says of trainings together what it says of their clips, where all are known', () => {
    fc.assert(
      fc.property(fc.array(fc.array(clip, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (trainings) => {
        const whole = tallied(trainings.flat()).training();
        const pooled = trainingDomain.parse(pooledTraining(trainings.map((of) => tallied(of).training())));
        expect(pooled).toMatchObject({ clips: whole.clips, signal: whole.signal, ranges: whole.ranges });
        pooled.deviations.forEach((of, k) => expect(of).toBeCloseTo(whole.deviations[k] ?? 0, 2));
      }),
    );
    expect(pooledTraining([tallied([]).training(), undefined])).toBeNull();
  });

  it('says of shards together what it says of their clips', () => {
    fc.assert(
      fc.property(fc.array(fc.array(clip, { maxLength: 6 }), { minLength: 1, maxLength: 5 }), (shards) => {
        const whole = tallied(shards.flat()).result();
        const parts = shards.map((clips) => domainStatistics.parse(tallied(clips).result()));
        const joined = parts.reduce(joinedDomains);
        expect(joined.clips).toBe(whole.clips);
        expect(joined.signal).toEqual(whole.signal);
        joined.means.forEach((mean, k) => expect(mean).toBeCloseTo(whole.means[k] ?? 0, 2));
      }),
    );
  });
});
