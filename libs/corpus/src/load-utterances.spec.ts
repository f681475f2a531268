import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerenadeError, type CorpusName } from '#libs/contracts';
import { CORPORA } from './corpora/corpora.js';
import { describeChecks } from './check-published.js';
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
        corpus: 'ravdess-speech',
        label: 'angry',
        speaker: '12',
        gender: 'female',
        twinGroup: '12-05-01-02',
        text: 'Dogs are sitting by the door',
      },
    ]);
  });

  it('assigns one twin group to both repetitions of a recording', () => {
    const { utterances } = load('ravdess-speech', RAVDESS, '03-01-05-01-02-02-12.WAV');
    expect(utterances.map(({ twinGroup }) => twinGroup)).toEqual(['12-05-01-02', '12-05-01-02']);
  });

  it('accepts any folder before the name, with either separator', () => {
    const { utterances } = load('ravdess-speech', `a/b c/Actor_12/${RAVDESS}`, 'x\\03-01-05-01-02-01-11.wav');
    expect(utterances.map(({ speaker, gender }) => [speaker, gender])).toEqual([
      ['12', 'female'],
      ['11', 'male'],
    ]);
  });

  it.each([
    ['03-02-05-01-02-01-12.wav', /a song .*not speech/],
    ['01-01-05-01-02-01-12.wav', /video/],
    ['03-01-09-01-02-01-12.wav', /"emotion" is 9/],
    ['03-01-05-01-02-01-25.wav', /"actor" is 25/],
    ['03-01-05-00-02-01-12.wav', /"intensity" is 0/],
    ['03-01-01-02-01-01-12.wav', /no neutral clip with strong intensity/],
    ['03-01-05-01-02-01.wav', /seven two-digit fields/],
    ['._03-01-05-01-02-01-12.wav', /seven two-digit fields/],
    ['03-01-05-01-02-01-12.mp3', /same name/],
  ])('rejects %s with its reason', (name, reason) => {
    const { rejected } = load('ravdess-speech', RAVDESS, name);
    expect(rejected).toEqual([{ clip: 1, name, reason: expect.stringMatching(reason) }]);
  });

  it('counts a clip once if the archive contains the corpus twice', () => {
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

describe('ravdess-song', () => {
  it('reads a song and gives it a twin that differs only in the repetition', () => {
    const { utterances } = load('ravdess-song', '03-02-06-02-01-01-05.wav', '03-02-06-02-01-02-05.wav');
    expect(utterances.map(({ label, speaker, twinGroup }) => [label, speaker, twinGroup])).toEqual([
      ['fearful', '05', '05-06-02-01'],
      ['fearful', '05', '05-06-02-01'],
    ]);
  });

  it.each([
    ['03-01-05-01-02-01-12.wav', /speech .*not a song/],
    ['03-02-07-01-02-01-12.wav', /no disgust song/],
  ])('rejects %s with its reason', (name, reason) => {
    const { rejected } = load('ravdess-song', '03-02-05-01-02-01-12.wav', name);
    expect(rejected[0]?.reason).toMatch(reason);
  });
});

describe('crema-d', () => {
  it('reads actor, sentence and emotion, and looks up the gender', () => {
    const { utterances } = load('crema-d', 'AudioWAV/1001_IEO_ANG_HI.wav', '1091_WSI_NEU_XX.wav');
    expect(utterances.map(({ label, speaker, gender, text }) => [label, speaker, gender, text])).toEqual([
      ['angry', '1001', 'male', 'IEO'],
      ['neutral', '1091', 'female', 'WSI'],
    ]);
  });

  it.each([
    ['1092_IEO_ANG_HI.wav', /Actor 1092/],
    ['1001_ABC_ANG_HI.wav', /no sentence ABC/],
    ['1001_IEO_SUR_HI.wav', /Emotion SUR/],
    ['1001_IEO_ANG_ZZ.wav', /Level ZZ/],
    ['1001-IEO-ANG.wav', /joined by "_"/],
  ])('rejects %s with its reason', (name, reason) => {
    expect(load('crema-d', '1001_IEO_ANG_HI.wav', name).rejected[0]?.reason).toMatch(reason);
  });
});

describe('tess', () => {
  it('reads speaker, word and emotion, including the one name that lacks a letter', () => {
    const { utterances } = load(
      'tess',
      'OAF_Fear/OAF_back_fear.wav',
      'YAF_dog_ps.wav',
      'OAF_neutral/OA_bite_neutral.wav',
    );
    expect(utterances.map(({ label, speaker, text }) => [label, speaker, text])).toEqual([
      ['fearful', 'OAF', 'back'],
      ['surprised', 'YAF', 'dog'],
      ['neutral', 'OAF', 'bite'],
    ]);
  });

  it.each([
    ['XAF_back_fear.wav', /neither OAF nor YAF/],
    ['OAF_back_bored.wav', /Emotion bored/],
    ['back_fear.wav', /speaker, word and emotion/],
  ])('rejects %s with its reason', (name, reason) => {
    expect(load('tess', 'OAF_back_fear.wav', name).rejected[0]?.reason).toMatch(reason);
  });
});

describe('savee', () => {
  it('takes the speaker from the name or from the folder', () => {
    const { utterances } = load(
      'savee',
      'AudioData/DC/su15.wav',
      'ALL/KL_n30.wav',
      'JE/a01.wav',
      'JK/a01.wav',
    );
    expect(utterances.map(({ label, speaker }) => [label, speaker])).toEqual([
      ['surprised', 'DC'],
      ['neutral', 'KL'],
      ['angry', 'JE'],
      ['angry', 'JK'],
    ]);
  });

  it.each([
    ['XX/a01.wav', /Speaker "XX"/],
    ['DC/a16.wav', /Sentence 16 of angry/],
    ['DC/x01.wav', /Emotion x/],
    ['DC/a1.wav', /two digits/],
  ])('rejects %s with its reason', (name, reason) => {
    expect(load('savee', 'DC/a01.wav', name).rejected[0]?.reason).toMatch(reason);
  });
});

describe('several corpora read as one', () => {
  const RAVDESS_CALM = '03-01-02-01-01-01-01.wav';
  const joint = loadUtterances(
    'ravdess-speech+emodb',
    [RAVDESS, RAVDESS_CALM, '03a01Wa.wav', '03a01La.wav', 'notes.wav'].map((name, clip) => ({ clip, name })),
  );

  it('keeps shared labels, separates speakers, and counts what it left out', () => {
    expect(joint.labels).toEqual(['angry']);
    expect(joint.utterances.map(({ corpus, speaker, twinGroup }) => [corpus, speaker, twinGroup])).toEqual([
      ['ravdess-speech', 'ravdess:12', 'ravdess-speech:12-05-01-02'],
      ['emodb', 'emodb:03', 'emodb:03-a01-W'],
    ]);
    expect(joint.unlabelled).toBe(2);
    expect(joint.rejected[0]?.reason).toMatch(/ravdess-speech: .*emodb: /);
  });

  it('treats an actor of speech and song as one speaker', () => {
    const names = ['03-01-05-01-02-01-12.wav', '03-02-05-01-02-01-12.wav'];
    const { utterances } = loadUtterances(
      'ravdess-speech+ravdess-song',
      names.map((name, clip) => ({ clip, name })),
      { labelMap: 'ravdess-parts@1' },
    );
    expect(new Set(utterances.map(({ speaker }) => speaker))).toEqual(new Set(['ravdess:12']));
    expect(new Set(utterances.map(({ twinGroup }) => twinGroup)).size).toBe(2);
  });

  it('counts calm as neutral if the map says so', () => {
    const { utterances } = loadUtterances('ravdess-speech', [{ clip: 0, name: RAVDESS_CALM }], {
      labelMap: 'calm-is-neutral@1',
    });
    expect(utterances[0]?.label).toBe('neutral');
  });

  it.each([
    ['ravdess-speech+iemocap', {}, 'corpus.unknown'],
    ['emodb+emodb', {}, 'corpus.unknown'],
    ['emodb', { labelMap: 'mine@1' }, 'corpus.label_map_unknown'],
    ['emodb', { leaveOut: ['angry'] }, 'corpus.too_small'],
  ])('refuses %s with %o', (corpus, options, code) => {
    const act = () => loadUtterances(corpus, [{ clip: 0, name: '03a01Wa.wav' }], options);
    expect(act).toThrow(expect.objectContaining({ code }));
  });
});

describe('checkPublished', () => {
  it('names the labels and speakers that a part of a corpus lacks', () => {
    const { checks } = load('ravdess-song', '03-02-05-01-02-01-12.wav');
    expect(checks[0]).toMatchObject({ clips: 1, publishedClips: 1012 });
    expect(checks[0]?.labels).toContainEqual({ label: 'angry', published: 184, found: 1 });
    expect(checks[0]?.missingSpeakers).toHaveLength(22);
    expect(describeChecks(checks)[0]).toMatch(/1 of its 1012 published clips .*angry 1 of 184/);
  });

  it("reports nothing for a user's own corpus", () => {
    expect(describeChecks(load('folder', 'sad/1.wav').checks)).toEqual([]);
  });
});

describe('emodb', () => {
  it('reads speaker, text, emotion and version', () => {
    expect(load('emodb', 'wav/08a01Wb.wav').utterances).toEqual([
      {
        clip: 0,
        name: 'wav/08a01Wb.wav',
        corpus: 'emodb',
        label: 'angry',
        speaker: '08',
        gender: 'female',
        twinGroup: '08-a01-W',
        text: 'a01',
      },
    ]);
  });

  it('assigns one twin group to all versions of a take', () => {
    const groups = load('emodb', '03a02Ta.wav', '03a02Tb.wav', '03a02Na.wav').utterances.map(
      (u) => u.twinGroup,
    );
    expect(new Set(groups).size).toBe(2);
  });

  it.each([
    ['03a01Xa.wav', /not one of W, L, E, A, F, T, N/],
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

  it('keeps files with the same name in two folders', () => {
    expect(load('folder', 'sad/1.wav', 'angry/1.wav').utterances).toHaveLength(2);
  });

  it('rejects clips without a folder and hidden ones', () => {
    const { rejected } = load('folder', 'sad/1.wav', '2.wav', '__MACOSX/sad/1.wav', 'sad/._1.wav');
    expect(rejected.map(({ clip }) => clip)).toEqual([1, 2, 3]);
  });
});

describe('file formats', () => {
  it.each([
    ['ravdess-speech', '03-01-05-01-02-01-12'],
    ['ravdess-song', '03-02-05-01-02-01-12'],
    ['crema-d', '1001_IEO_ANG_HI'],
    ['tess', 'OAF_back_fear'],
    ['savee', 'DC_a01'],
    ['emodb', '03a01Fa'],
  ] as const)('of %s may be any, and a clip in two formats counts once', (corpus, stem) => {
    fc.assert(
      fc.property(
        fc.constantFrom('flac', 'MP3', 'm4a', 'opus', 'Wav', 'aiff'),
        fc.boolean(),
        (format, isTwice) => {
          const names = [
            `Audio/${stem}.${format}`,
            ...(isTwice && corpus !== 'savee' ? [`AudioWAV/${stem}.wav`] : []),
          ];
          expect(load(corpus, ...names).utterances).toHaveLength(1);
        },
      ),
    );
  });
});

describe('labels of folders', () => {
  it('are the same in every Unicode form, with any space around them and with either separator', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fröhlich', 'colère', '怒り', 'гнев', '분노', 'angry'),
        fc.constantFrom('NFC', 'NFD'),
        fc.constantFrom('', ' ', '\u00a0'),
        fc.constantFrom('/', '\\'),
        (label, form, space, separator) => {
          // A backslash behind a character beyond ASCII separates nothing.
          const isSeparated = separator === '/' || /[ -~]$/.test(label.normalize(form) + space.trim());
          const { labels } = load('folder', `calls/${label.normalize(form)}${space}${separator}anna_1.wav`);
          if (isSeparated && (space === '' || separator === '/'))
            expect(labels).toEqual([label.normalize('NFC')]);
        },
      ),
    );
  });

  it('are reported if they differ only in case or spaces', () => {
    const { checks, labels } = load(
      'folder',
      'Angry/a_1.wav',
      'angry/a_2.wav',
      'very sad/a.wav',
      'very  sad/b.wav',
      'calm/c.wav',
    );
    expect(labels).toHaveLength(5);
    expect(checks[0]?.similarLabels).toEqual([
      ['Angry', 'angry'],
      ['very  sad', 'very sad'],
    ]);
    expect(describeChecks(checks)[0]).toMatch(/"Angry" and "angry" differ only in case/);
  });
});

describe('loadUtterances', () => {
  it('shows an example name if it can read none', () => {
    const act = () => load('ravdess-speech', 'sad/anna_01.wav');
    expect(act).toThrow(SerenadeError);
    expect(act).toThrow(/the first is "sad\/anna_01\.wav".*03-01-05-01-02-01-12\.wav/);
  });

  it.each([
    ['ravdess-speech', 1440, 24],
    ['ravdess-song', 1012, 23],
    ['emodb', 535, 10],
    ['crema-d', 7442, 91],
    ['tess', 2800, 2],
    ['savee', 480, 4],
  ] as const)('knows that %s is published with %i clips of %i speakers', (corpus, clips, speakers) => {
    const { published } = CORPORA[corpus];
    expect(Object.values(published!.labels).reduce((sum, count) => sum + count, 0)).toBe(clips);
    expect(published!.speakers).toHaveLength(speakers);
  });
});
