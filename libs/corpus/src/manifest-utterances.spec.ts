import { describe, expect, it } from 'vitest';
import { readTrainingTable } from '#libs/tables';
import { loadUtterances } from './load-utterances.js';
import { makeSplit } from './make-split.js';

const CSV = `path,label,speaker,split,start,end
calls/1.wav,angry,anna,train,0,1.5
calls/1.wav,sad,anna,train,1.5,
"calls/2, again.wav",angry,ben,test,,
`;

describe('the corpus manifest', () => {
  const names = ['set/calls/1.wav', 'set/calls/2, again.wav', 'set/calls/3.wav'];
  const clips = names.map((name, clip) => ({ clip, name }));

  it('creates one utterance per row and finds its clip by path or by the end of the path', () => {
    const { utterances, rejected } = loadUtterances('manifest', clips, { manifest: readTrainingTable(CSV) });
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
    const manifest = readTrainingTable(`path,label\n${path},sad\n`);
    expect(() => loadUtterances('manifest', more, { manifest })).toThrow(reason);
  });

  it('passes the parts in the table to the split "given"', () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `${at}.wav,${at % 2 ? 'sad' : 'angry'},${at < 8 ? 'train' : 'test'}`,
    );
    const manifest = readTrainingTable(`path,label,split\n${rows.join('\n')}`);
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
