import { describe, expect, it } from 'vitest';
import { scoresCsvHeader, scoresCsvRow } from './scores-csv.js';
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

const rowNamed = (name: string): string => scoresCsvRow({ ...SCORE, name }, LABELS);

describe('scores.csv', () => {
  it('has a column for each label, in the order of the labels', () => {
    expect(scoresCsvHeader(LABELS)).toBe(
      'clip,name,label,probability,durationSeconds,modelId,modelVersion,engine,p_calm,p_angry\r\n',
    );
    expect(rowNamed('a.wav')).toBe('7,a.wav,angry,0.75,1.5,mdl-1,abc,wasm,0.25,0.75\r\n');
  });

  it.each([
    ['a comma', 'a,b.wav', '"a,b.wav"'],
    ['a quote', 'a"b.wav', '"a""b.wav"'],
    ['a line feed', 'a\nb.wav', '"a\nb.wav"'],
    ['a carriage return', 'a\rb.wav', '"a\rb.wav"'],
  ])('quotes a name with %s', (_, name, cell) => {
    expect(rowNamed(name)).toBe(`7,${cell},angry,0.75,1.5,mdl-1,abc,wasm,0.25,0.75\r\n`);
  });

  it.each(['=cmd()', '+1', '-1', '@sum', '\tx', '\rx'])(
    'keeps a spreadsheet from running the name %j',
    (name) => {
      expect(rowNamed(name)).toMatch(/^7,"?'/);
    },
  );

  it('leaves a name with an inner = as it is', () => {
    expect(rowNamed('a=b.wav')).toContain(',a=b.wav,');
  });

  it('writes a label that the score does not know as an empty cell', () => {
    expect(scoresCsvRow(SCORE, ['new'])).toBe('7,a.wav,angry,0.75,1.5,mdl-1,abc,wasm,\r\n');
  });
});
