import { describe, expect, it } from 'vitest';
import { scoresCsvHeader, scoresCsvRows } from './scores-csv.js';
import type { ScoreLine } from './scores.js';

const LABELS = ['calm', 'angry'];

const SCORE: ScoreLine = {
  clip: 7,
  name: 'a.wav',
  label: 'angry',
  probability: 0.75,
  probabilities: { angry: 0.75, calm: 0.25 },
  durationSeconds: 1.5,
  modelId: 'mdl-1',
  modelVersion: 'abc',
  engine: 'wasm',
};

const rowNamed = (name: string): string => scoresCsvRows({ ...SCORE, name }, LABELS);

describe('scores.csv', () => {
  it('has a column for each label, in the order of the labels', () => {
    expect(scoresCsvHeader(LABELS)).toBe(
      'clip,name,startSeconds,endSeconds,channel,label,probability,durationSeconds,modelId,modelVersion,engine,p_calm,p_angry,isUncertain,warning\r\n',
    );
    expect(rowNamed('a.wav')).toBe('7,a.wav,0,1.5,,angry,0.75,1.5,mdl-1,abc,wasm,0.25,0.75,,\r\n');
  });

  it.each([
    ['a comma', 'a,b.wav', '"a,b.wav"'],
    ['a quote', 'a"b.wav', '"a""b.wav"'],
    ['a line feed', 'a\nb.wav', '"a\nb.wav"'],
    ['a carriage return', 'a\rb.wav', '"a\rb.wav"'],
  ])('quotes a name with %s', (_, name, cell) => {
    expect(rowNamed(name)).toBe(`7,${cell},0,1.5,,angry,0.75,1.5,mdl-1,abc,wasm,0.25,0.75,,\r\n`);
  });

  it.each(['=cmd()', '+1', '-1', '@sum', '\tx', '\rx'])(
    'keeps a spreadsheet from running the name %j',
    (name) => {
      expect(rowNamed(name)).toMatch(/^7,"?'/);
    },
  );

  it('does not change a name that contains = elsewhere', () => {
    expect(rowNamed('a=b.wav')).toContain(',a=b.wav,');
  });

  it('marks uncertain scores in the rows of a clip and of its segments', () => {
    expect(scoresCsvRows({ ...SCORE, isUncertain: true }, LABELS)).toMatch(/,0\.25,0\.75,true,\r\n$/);
    expect(scoresCsvRows({ ...SCORE, isUncertain: false }, LABELS)).toMatch(/,0\.25,0\.75,false,\r\n$/);
  });

  it('writes the code of the warning', () => {
    const warning = { code: 'clip.gaps', message: 'The clip has a gap.' } as const;
    expect(scoresCsvRows({ ...SCORE, warning }, LABELS)).toMatch(/,0\.25,0\.75,,clip\.gaps\r\n$/);
  });

  it('writes an empty cell for a label that the score lacks', () => {
    expect(scoresCsvRows(SCORE, ['new'])).toBe('7,a.wav,0,1.5,,angry,0.75,1.5,mdl-1,abc,wasm,,,\r\n');
  });

  it('has a row for each segment of a clip, with its place, its channel and its own label', () => {
    const verdict = { label: 'calm', probability: 1, probabilities: { calm: 1, angry: 0 } };
    const segments = [
      { startSeconds: 0, endSeconds: 1, channel: 0, ...verdict },
      { startSeconds: 0.5, endSeconds: 1.5, channel: null, ...verdict },
    ];
    expect(scoresCsvRows({ ...SCORE, segments }, LABELS)).toBe(
      '7,a.wav,0,1,0,calm,1,1.5,mdl-1,abc,wasm,1,0,,\r\n7,a.wav,0.5,1.5,,calm,1,1.5,mdl-1,abc,wasm,1,0,,\r\n',
    );
  });
});
