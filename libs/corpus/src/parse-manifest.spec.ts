import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerenadeError } from '#libs/contracts';
import { loadUtterances } from './load-utterances.js';
import { makeSplit } from './make-split.js';
import { parseManifest } from './parse-manifest.js';

const CSV = `path,label,speaker,split,start,end
calls/1.wav,angry,anna,train,0,1.5
calls/1.wav,sad,anna,train,1.5,
"calls/2, again.wav",angry,ben,test,,
`;

describe('parseManifest', () => {
  it('reads the same rows from CSV with a header and from JSONL', () => {
    const rows = parseManifest(CSV);
    expect(rows[0]).toMatchObject({ path: 'calls/1.wav', label: 'angry', start: 0, end: 1.5 });
    expect(rows[2]).toMatchObject({ path: 'calls/2, again.wav', speaker: 'ben', start: null, end: null });
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(parseManifest(lines)).toEqual(rows);
  });

  it.each([
    ['', /it has no row/],
    ['path,label\n', /it has no row/],
    ['path,label\n1.wav\n', /Invalid Record Length/i],
    ['path,emotion\n1.wav,sad\n', /line 2/],
    ['path,label,split\n1.wav,sad,dev\n', /line 2: split/],
    ['path,label,start,end\n1.wav,sad,2,1\n', /line 2: end: must be after start/],
    ['path,label,start\n1.wav,sad,soon\n', /line 2: start/],
    ['{"path":"1.wav","label":"sad"}\n{"path":', /line 2 is not a JSON object/],
  ])('says what is wrong with %j', (content, reason) => {
    expect(() => parseManifest(content)).toThrow(reason);
  });

  it('throws only its own error, whatever the input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (content) => {
        try {
          parseManifest(content);
        } catch (error) {
          expect(error).toBeInstanceOf(SerenadeError);
        }
      }),
    );
  });
});

describe('the corpus manifest', () => {
  const names = ['set/calls/1.wav', 'set/calls/2, again.wav', 'set/calls/3.wav'];
  const clips = names.map((name, clip) => ({ clip, name }));

  it('creates one utterance per row and finds its clip by path or by the end of the path', () => {
    const { utterances, rejected } = loadUtterances('manifest', clips, { manifest: parseManifest(CSV) });
    expect(utterances.map(({ clip, label, span }) => [clip, label, span])).toEqual([
      [0, 'angry', { startSeconds: 0, endSeconds: 1.5 }],
      [0, 'sad', { startSeconds: 1.5, endSeconds: null }],
      [1, 'angry', undefined],
    ]);
    expect(rejected).toEqual([{ ...clips[2], reason: 'The table has no row for this clip.' }]);
  });

  it.each([
    ['elsewhere.wav', /matches no clip/],
    ['1.wav', /matches more than one clip/],
  ])('refuses a row whose path "%s" is not one clip\'s', (path, reason) => {
    const more = [...clips, { clip: 3, name: 'other/1.wav' }];
    const manifest = parseManifest(`path,label\n${path},sad\n`);
    expect(() => loadUtterances('manifest', more, { manifest })).toThrow(reason);
  });

  it('passes the parts in the table to the split "given"', () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `${at}.wav,${at % 2 ? 'sad' : 'angry'},${at < 8 ? 'train' : 'test'}`,
    );
    const manifest = parseManifest(`path,label,split\n${rows.join('\n')}`);
    const own = Array.from({ length: 12 }, (_, clip) => ({ clip, name: `${clip}.wav` }));
    const { utterances } = loadUtterances('manifest', own, { manifest });
    const request = {
      corpus: 'manifest',
      utterances,
      split: 'given',
      fold: 0,
      seed: 0,
      validationShare: 0.25,
    } as const;
    const { test, validation } = makeSplit(request);
    expect(test).toEqual([8, 9, 10, 11]);
    expect(validation).toHaveLength(2);
  });
});
