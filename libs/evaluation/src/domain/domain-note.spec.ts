import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMAIN_GRADES, domainNote, type DomainNote, type SignalFigures } from '#libs/contracts';
import { Random } from '#libs/random';
import { gradeDomain, gradeOf } from './domain-note.js';
import { DomainTally } from './domain-tally.js';

const STUDIO: SignalFigures = { levelDbfs: -41, snrDb: 55, bandwidthHz: 7750 };

interface Shift {
  readonly levelDbfs?: number;
  readonly snrDb?: number;
  readonly bandwidthHz?: number;
  readonly features?: number;
}

/**
 * Builds clips around the studio's figures with a spread of 8 dB and two coefficients of deviation 1, all shifted.
 */
function clipsOf(count: number, shift: Shift = {}, seed = 0): DomainTally {
  const random = Random.seeded(seed, 'domain');
  const normal = () =>
    Array.from({ length: 12 }, () => random.below(1000) / 1000).reduce((a, b) => a + b) - 6;
  const tally = new DomainTally(2);
  for (let clip = 0; clip < count; clip++) {
    const { features = 0 } = shift;
    tally.add(Float32Array.from([normal() + features, 100 + normal() + features]), {
      levelDbfs: STUDIO.levelDbfs + 8 * normal() + (shift.levelDbfs ?? 0),
      snrDb: Math.max(0, STUDIO.snrDb + 8 * normal() + (shift.snrDb ?? 0)),
      bandwidthHz: STUDIO.bandwidthHz + (shift.bandwidthHz ?? 0),
    });
  }
  return tally;
}

const training = clipsOf(1000).training();
const noteOf = (shift: Shift, count = 300, seed = 1): DomainNote =>
  domainNote.parse(gradeDomain(clipsOf(count, shift, seed).result(), training));

describe('gradeDomain', () => {
  it('finds no distance between a training and itself', () => {
    const note = gradeDomain(clipsOf(1000).result(), training);
    expect(note.grade).toBe('A');
    expect(note.figures.map(({ distance }) => distance)).toEqual([0, 0, 0, 0]);
    expect(note.sentence).toBe("The clips are similar to the model's training data.");
  });

  it.each([1, 2, 5, 20, 300])('grades %i clips of the same kind as A', (count) => {
    for (let seed = 1; seed <= 10; seed++) expect(noteOf({}, count, seed).grade).toMatch(/[AB]/);
  });

  it.each([
    [{ levelDbfs: -40 }, 'quieter (-81 dBFS, in training -41)'],
    [{ levelDbfs: 25 }, 'louder'],
    [{ snrDb: -50 }, 'noisier'],
    [{ bandwidthHz: -3500 }, 'narrower in bandwidth (up to 4,250 Hz, in training 7,750)'],
    [{ features: 5 }, 'their features lie 5.0 standard deviations away'],
  ])('warns of %o in words', (shift, words) => {
    const note = noteOf(shift);
    expect(note.grade).toMatch(/[DE]/);
    expect(note.sentence).toContain(words);
    expect(note.advice).toContain('Do not rely on these scores.');
  });

  it('gives advice that matches the grade', () => {
    const advice = [0, 6, 12].map((db) => noteOf({ levelDbfs: db })).map((note) => [note.grade, note.advice]);
    expect(advice).toEqual([
      ['A', "Expect about the accuracy in the model's card."],
      ['B', "Expect the accuracy in the model's card, or somewhat less."],
      ['C', expect.stringContaining('Listen to some clips of each label')],
    ]);
  });

  it('describes one telephone call as it describes many', () => {
    expect(noteOf({ bandwidthHz: -3500 }, 1)).toMatchObject({
      grade: 'E',
      sentence: expect.stringMatching(/narrower in bandwidth.*Only 1 clip was compared\.$/),
    });
  });

  it.each(['levelDbfs', 'snrDb', 'bandwidthHz', 'features'] as const)(
    'worsens with the distance of %s',
    (figure) => {
      const size = { levelDbfs: 1, snrDb: -1, bandwidthHz: -100, features: 0.2 }[figure];
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (one, more) => {
          const [near, far] = [one, one + more].map((steps) => noteOf({ [figure]: size * steps }));
          const distance = (note: DomainNote | undefined) =>
            note?.figures.find((of) => of.figure === figure)?.distance ?? NaN;
          // Half a bin, because the figure is counted in bins.
          expect(distance(far)).toBeGreaterThanOrEqual(distance(near) - 0.13);
          const [before, after] = [near, far].map((note) => DOMAIN_GRADES.indexOf(note?.grade ?? 'A'));
          if (distance(far) >= distance(near)) expect(after).toBeGreaterThanOrEqual(before ?? 0);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('takes the grade of the worst figure', () => {
    const { grade, figures } = noteOf({ snrDb: -20, features: 1.5 });
    const grades = figures.flatMap((of) => of.grade ?? []);
    expect(grade).toBe(grades.sort().at(-1));
  });

  it('includes each limit in the better grade', () => {
    expect([0, 0.5, 0.51, 1, 2, 2.01, 4, 4.01, Infinity].map(gradeOf).join('')).toBe('AABBCDDEE');
  });

  it('has no grade without figures of the training or of the clips', () => {
    const clips = clipsOf(10).result();
    expect(gradeDomain(clips, undefined)).toMatchObject({ grade: null, figures: [] });
    expect(gradeDomain(null, training)).toMatchObject({ grade: null, clips: 0 });
    const sentences = [gradeDomain(clips, undefined), gradeDomain(null, training)].map((of) => of.sentence);
    expect(sentences[0]).toContain('card does not describe its training clips');
    expect(sentences[1]).toContain('no clip of this archive was measured');
  });

  it('grades clips by their features if their signals were not measured', () => {
    const tally = new DomainTally(2);
    for (let clip = 0; clip < 50; clip++) tally.add(Float32Array.from([9, 109]));
    const note = gradeDomain(tally.result(), training);
    expect(note.grade).toBe('E');
    expect(note.figures.map(({ grade }) => grade)).toEqual([null, null, null, 'E']);
  });

  it('ignores features that are normalized clip by clip', () => {
    const normalised = new DomainTally(1);
    for (let clip = 0; clip < 50; clip++) normalised.add(Float32Array.from([-1, 1]), STUDIO);
    const note = gradeDomain(normalised.result(), normalised.training());
    expect(note.figures.find(({ figure }) => figure === 'features')).toMatchObject({ grade: null });
    expect(note.grade).toBe('A');
  });
});
