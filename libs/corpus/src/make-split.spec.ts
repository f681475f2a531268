import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitName, Utterance } from '#libs/contracts';
import { loadUtterances } from './load-utterances.js';
import { makeSplit } from './make-split.js';
import type { Split, SplitRequest } from './split.js';

const utterances = ravdessUtterances();
const base: SplitRequest = {
  corpus: 'ravdess-speech',
  utterances,
  split: 'P0',
  fold: 0,
  seed: 0,
  validationShare: 0.1,
};
const anySplit = fc.constantFrom<SplitName>('P0', 'P1', 'P2', 'P2b', 'P3', 'P4');
const pick = (positions: readonly number[], of: (utterance: Utterance) => string | null) =>
  new Set(positions.map((position) => of(utterances[position]!)));

describe('makeSplit on the names of RAVDESS', () => {
  it('puts every utterance in exactly one part, in every split', () => {
    fc.assert(
      fc.property(anySplit, fc.nat({ max: 1 }), fc.nat(), (split, foldWish, seed) => {
        const fold = split === 'P0' || split === 'P1' ? 0 : foldWish;
        const { train, validation, test } = makeSplit({ ...base, split, fold, seed });
        const all = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(all).toEqual([...utterances.keys()]);
      }),
      { numRuns: 30 },
    );
  });

  it('returns the same split for the same seed and a different one for another seed', () => {
    const first = makeSplit({ ...base, seed: 1 });
    expect(makeSplit({ ...base, seed: 1 })).toEqual(first);
    expect(makeSplit({ ...base, seed: 2 }).report.hash).not.toBe(first.report.hash);
  });

  it.each(['P0', 'P1'] as const)('tests a fifth of each class, within one clip, in %s', (split) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { test, train, validation } = makeSplit({ ...base, split, seed });
        for (const label of pick(train, (u) => u.label)) {
          const size = (part: readonly number[]) =>
            part.filter((at) => utterances[at]?.label === label).length;
          const total = size(test) + size(train) + size(validation);
          expect(Math.abs(size(test) - total * 0.2)).toBeLessThanOrEqual(1);
          expect(Math.abs(size(validation) - (total - size(test)) * 0.1)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('tests 288 of 1,440 clips in P0, most of which have their twin in training', () => {
    const { report } = makeSplit(base);
    expect(report).toMatchObject({ test: 288, validation: 115, train: 1037, speakersInBoth: 24 });
    expect(report.testTwinsInTraining).toBeGreaterThan(0.7);
  });

  it('keeps twins together in P1', () => {
    expect(makeSplit({ ...base, split: 'P1' }).report.testTwinsInTraining).toBe(0);
  });

  it('tests the published actors of P2 and P2b and validates on the published ones of P2b', () => {
    const p2 = makeSplit({ ...base, split: 'P2', fold: 5 });
    expect(pick(p2.test, (u) => u.speaker)).toEqual(new Set(['06', '13', '17', '22']));
    expect(pick(p2.validation, (u) => u.speaker).size).toBe(2);
    const p2b = makeSplit({ ...base, split: 'P2b', fold: 4 });
    expect(pick(p2b.test, (u) => u.speaker)).toEqual(new Set(['01', '04', '09', '22']));
    expect(pick(p2b.validation, (u) => u.speaker)).toEqual(new Set(['02', '05']));
    expect(p2b.report).toMatchObject({ speakersInBoth: 0, testTwinsInTraining: 0 });
  });

  it('tests every clip once over the folds of P2, P2b, P3 and P4', () => {
    for (const [split, folds] of [
      ['P2', 6],
      ['P2b', 5],
      ['P3', 2],
      ['P4', 24],
    ] as const) {
      const tested = Array.from(
        { length: folds },
        (_, fold) => makeSplit({ ...base, split, fold }).test,
      ).flat();
      expect(tested.sort((a, b) => a - b)).toEqual([...utterances.keys()]);
    }
  });

  it('trains on one sentence and tests on the other in P3', () => {
    const { train, validation, test } = makeSplit({ ...base, split: 'P3' });
    const texts = (part: readonly number[]) => [...pick(part, (u) => u.text)];
    expect(texts(test)).toEqual(['Dogs are sitting by the door']);
    expect(texts([...train, ...validation])).toEqual(['Kids are talking by the door']);
  });

  it('never separates byte-identical clips, even in P0', () => {
    // Twins with equal bytes: whatever the seed, no test clip may have its twin in training.
    const contentHashes = utterances.map(({ twinGroup }) => twinGroup ?? '');
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(makeSplit({ ...base, contentHashes, seed }).report.testTwinsInTraining).toBe(0);
      }),
      { numRuns: 10 },
    );
  });

  it('has no validation part if the request asks for none', () => {
    for (const split of ['P0', 'P2', 'P3', 'P4'] as const) {
      expect(makeSplit({ ...base, split, validationShare: 0 }).validation).toEqual([]);
    }
  });
});

describe('makeSplit on speech and song', () => {
  const corpus = 'ravdess-speech+ravdess-song';
  const joint = loadUtterances(corpus, [...ravdessNames('01'), ...ravdessNames('02')], {
    labelMap: 'ravdess-parts@1',
  });
  const request: SplitRequest = { ...base, corpus, utterances: joint.utterances, split: 'P6' };
  const corpora = (part: readonly number[]) =>
    new Set(part.map((position) => joint.utterances[position]?.corpus));

  it('has six labels, and 23 actors who sing', () => {
    expect(joint.labels).toEqual(['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful']);
    const song = joint.utterances.filter((utterance) => utterance.corpus === 'ravdess-song');
    expect(new Set(song.map(({ speaker }) => speaker)).size).toBe(23);
    expect(joint.checks.flatMap(({ labels, missingSpeakers }) => [...labels, ...missingSpeakers])).toEqual(
      [],
    );
  });

  it('trains on speech and tests on song in fold 0', () => {
    const { train, validation, test } = makeSplit(request);
    expect(corpora(test)).toEqual(new Set(['ravdess-song']));
    expect(corpora([...train, ...validation])).toEqual(new Set(['ravdess-speech']));
  });

  it('holds the actors of P2b out of both in the other folds', () => {
    const { test, report } = makeSplit({ ...request, fold: 1 });
    const speakers = new Set(test.map((position) => joint.utterances[position]?.speaker));
    expect(speakers).toEqual(new Set(['02', '05', '14', '15', '16'].map((actor) => `ravdess:${actor}`)));
    expect(corpora(test)).toEqual(new Set(['ravdess-speech', 'ravdess-song']));
    expect(report.speakersInBoth).toBe(0);
  });
});

describe('makeSplit across corpora and on few speakers', () => {
  const emodbNames = ['03', '08'].flatMap((speaker) =>
    ['W', 'F', 'N'].flatMap((emotion) =>
      ['a01', 'a02', 'b01'].map((text) => ({ clip: 0, name: `${speaker}${text}${emotion}a.wav` })),
    ),
  );
  const emodb = loadUtterances(
    'emodb',
    emodbNames.map(({ name }, clip) => ({ clip, name })),
  );

  it('tests each corpus in turn in P5, on the labels that both share', () => {
    const names = [...ravdessNames('01'), ...emodbNames].map(({ name }, clip) => ({ clip, name }));
    const corpus = 'ravdess-speech+emodb';
    const joint = loadUtterances(corpus, names);
    const request: SplitRequest = { ...base, corpus, utterances: joint.utterances, split: 'P5' };
    for (const [fold, tested] of (['ravdess-speech', 'emodb'] as const).entries()) {
      const { test, train } = makeSplit({ ...request, fold });
      expect(new Set(test.map((at) => joint.utterances[at]?.corpus))).toEqual(new Set([tested]));
      expect(train.some((at) => joint.utterances[at]?.corpus === tested)).toBe(false);
    }
  });

  it('leaves one of two speakers out in P4, without a validation part', () => {
    const request: SplitRequest = { ...base, corpus: 'emodb', utterances: emodb.utterances, split: 'P4' };
    expect([0, 1].map((fold) => makeSplit({ ...request, fold }).report)).toMatchObject([
      { test: 9, train: 9, validation: 0, speakersInBoth: 0 },
      { test: 9, train: 9, validation: 0, speakersInBoth: 0 },
    ]);
  });
});

describe('makeSplit on corpora that it cannot split', () => {
  const folderUtterances = loadUtterances('folder', names('angry/', 4).concat(names('sad/', 4))).utterances;
  const own: SplitRequest = { ...base, corpus: 'folder', utterances: folderUtterances };

  it('splits a small folder corpus', () => {
    const split: Split = makeSplit(own);
    expect(split.report).toMatchObject({ test: 2, testTwinsInTraining: null, speakersInBoth: null });
  });

  it.each(['P1', 'P2', 'P2b', 'P3', 'P4', 'P5', 'P6', 'given'] as const)(
    'rejects %s on a corpus that lacks what it needs',
    (split) => {
      expect(() => makeSplit({ ...own, split })).toThrow(
        expect.objectContaining({ code: 'split.not_applicable' }),
      );
    },
  );

  it('rejects a fold that does not exist', () => {
    expect(() => makeSplit({ ...base, split: 'P2', fold: 6 })).toThrow(/folds 0 to 5/);
  });

  it.each([
    ['one class', names('angry/', 9)],
    ['a class of two clips', names('angry/', 9).concat(names('sad/', 2))],
  ])('refuses %s as too small', (_, clips) => {
    const request = { ...own, utterances: loadUtterances('folder', clips).utterances };
    expect(() => makeSplit(request)).toThrow(expect.objectContaining({ code: 'corpus.too_small' }));
  });

  it('rejects a fold whose actors are all missing', () => {
    const some = utterances.filter(({ speaker }) => speaker === '01' || speaker === '02');
    expect(() => makeSplit({ ...base, utterances: some, split: 'P2', fold: 5 })).toThrow(
      /no clips for the test part/,
    );
  });

  it('rejects a recording that occurs under two speakers if the split separates speakers', () => {
    const contentHashes = utterances.map(({ name }) => name);
    contentHashes[0] = contentHashes[utterances.findIndex(({ speaker }) => speaker === '02')] ?? '';
    const request: SplitRequest = { ...base, split: 'P4', contentHashes };
    expect(() => makeSplit(request)).toThrow(expect.objectContaining({ code: 'split.leak' }));
  });
});

function names(prefix: string, count: number) {
  return Array.from({ length: count }, (_, clip) => ({ clip, name: `${prefix}${clip}.wav` }));
}

function ravdessUtterances(): Utterance[] {
  return loadUtterances('ravdess-speech', ravdessNames('01')).utterances;
}

/** All names of the speech part (1,440) or of the song part (1,012). */
function ravdessNames(channel: '01' | '02') {
  const clips: { clip: number; name: string }[] = [];
  const two = (value: number) => String(value).padStart(2, '0');
  for (let actor = 1; actor <= 24; actor++) {
    for (let cell = 0; cell < (channel === '01' ? 64 : 48); cell++) {
      const [emotion, intensity, statement, take] = [
        (cell >> 3) + 1,
        ((cell >> 2) & 1) + 1,
        ((cell >> 1) & 1) + 1,
        (cell & 1) + 1,
      ];
      if ((emotion === 1 && intensity === 2) || (channel === '02' && actor === 18)) continue;
      const name = `${['03', channel, ...[emotion, intensity, statement, take, actor].map(two)].join('-')}.wav`;
      clips.push({ clip: clips.length, name });
    }
  }
  return clips;
}
