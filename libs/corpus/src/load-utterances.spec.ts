import { describe, expect, it } from 'vitest';
import { SerenadeError, type CorpusName } from '#libs/contracts';
import { CORPORA } from './corpora.js';
import { loadUtterances } from './load-utterances.js';

const load = (corpus: CorpusName, ...names: string[]) =>
  loadUtterances(
    corpus,
    names.map((name, clip) => ({ clip, name })),
  );

const RAVDESS = '03-01-05-01-02-01-12.wav';

describe('ravdess-speech', () => {
  it("reads the paper's example by position: angry, normal, dogs, first repetition, actor 12, female", () => {
    expect(load('ravdess-speech', `Actor_12/${RAVDESS}`).utterances).toEqual([
      {
        clip: 0,
        name: `Actor_12/${RAVDESS}`,
        label: 'angry',
        speaker: '12',
        gender: 'female',
        twinGroup: '12-05-01-02',
        text: 'Dogs are sitting by the door',
      },
    ]);
  });

  it('gives both repetitions of a cell one twin group', () => {
    const { utterances } = load('ravdess-speech', RAVDESS, '03-01-05-01-02-02-12.WAV');
    expect(utterances.map(({ twinGroup }) => twinGroup)).toEqual(['12-05-01-02', '12-05-01-02']);
  });

  it('takes any folder before the name, with either separator', () => {
    const { utterances } = load('ravdess-speech', `a/b c/Actor_12/${RAVDESS}`, 'x\\03-01-05-01-02-01-11.wav');
    expect(utterances.map(({ speaker, gender }) => [speaker, gender])).toEqual([
      ['12', 'female'],
      ['11', 'male'],
    ]);
  });

  it.each([
    ['03-02-05-01-02-01-12.wav', /song/],
    ['01-01-05-01-02-01-12.wav', /video/],
    ['03-01-09-01-02-01-12.wav', /emotion 9/],
    ['03-01-05-01-02-01-25.wav', /actor 25/],
    ['03-01-05-00-02-01-12.wav', /intensity 0/],
    ['03-01-01-02-01-01-12.wav', /no strong intensity/],
    ['03-01-05-01-02-01.wav', /seven two-digit fields/],
    ['._03-01-05-01-02-01-12.wav', /seven two-digit fields/],
    ['03-01-05-01-02-01-12.mp3', /seven two-digit fields/],
  ])('rejects %s with its reason', (name, reason) => {
    const { rejected } = load('ravdess-speech', RAVDESS, name);
    expect(rejected).toEqual([{ clip: 1, name, reason: expect.stringMatching(reason) }]);
  });

  it('counts a clip once when the archive holds the corpus twice', () => {
    const { utterances, rejected } = load('ravdess-speech', `a/${RAVDESS}`, `b/a/${RAVDESS}`);
    expect(utterances).toHaveLength(1);
    expect(rejected[0]?.reason).toMatch(/same name/);
  });

  it('orders labels as published and leaves out those that do not occur', () => {
    const { labels } = load(
      'ravdess-speech',
      RAVDESS,
      '03-01-08-01-02-01-12.wav',
      '03-01-01-01-02-01-12.wav',
    );
    expect(labels).toEqual(['neutral', 'angry', 'surprised']);
  });
});

describe('emodb', () => {
  it('reads speaker, text, emotion and version', () => {
    expect(load('emodb', 'wav/08a01Wb.wav').utterances).toEqual([
      {
        clip: 0,
        name: 'wav/08a01Wb.wav',
        label: 'angry',
        speaker: '08',
        gender: 'female',
        twinGroup: '08-a01-W',
        text: 'a01',
      },
    ]);
  });

  it('gives versions of one take one twin group', () => {
    const groups = load('emodb', '03a02Ta.wav', '03a02Tb.wav', '03a02Na.wav').utterances.map(
      (u) => u.twinGroup,
    );
    expect(new Set(groups).size).toBe(2);
  });

  it.each([
    ['03a01Xa.wav', /none of W, L, E, A, F, T, N/],
    ['01a01Wa.wav', /no speaker 01/],
    ['angry.wav', /version letter/],
  ])('rejects %s with its reason', (name, reason) => {
    expect(load('emodb', '03a01Fa.wav', name).rejected[0]?.reason).toMatch(reason);
  });
});

describe('folder', () => {
  it('takes the label from the folder and the speaker from before the first underscore', () => {
    const { utterances, labels } = load(
      'folder',
      'set/sad/anna_01_b.wav',
      'set/angry/07.wav',
      'set/angry/_x.wav',
    );
    expect(utterances.map(({ label, speaker }) => [label, speaker])).toEqual([
      ['sad', 'anna'],
      ['angry', null],
      ['angry', null],
    ]);
    expect(labels).toEqual(['angry', 'sad']);
  });

  it('keeps equal file names of two folders', () => {
    expect(load('folder', 'sad/1.wav', 'angry/1.wav').utterances).toHaveLength(2);
  });

  it('rejects clips without a folder and hidden ones', () => {
    const { rejected } = load('folder', 'sad/1.wav', '2.wav', '__MACOSX/sad/1.wav', 'sad/._1.wav');
    expect(rejected.map(({ clip }) => clip)).toEqual([1, 2, 3]);
  });
});

describe('loadUtterances', () => {
  it('says what a name should look like when it can read none', () => {
    const act = () => load('ravdess-speech', 'sad/anna_01.wav');
    expect(act).toThrow(SerenadeError);
    expect(act).toThrow(/the first is "sad\/anna_01\.wav".*03-01-05-01-02-01-12\.wav/);
  });

  it.each(['ravdess-speech', 'emodb'] as const)('knows how many clips %s has', (corpus) => {
    const counts = Object.values(CORPORA[corpus].published ?? {});
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(corpus === 'emodb' ? 535 : 1440);
  });
});
