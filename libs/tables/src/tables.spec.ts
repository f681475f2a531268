import { describe, expect, it } from 'vitest';
import { ClipFinder, readSelectionTable, readTrainingTable } from './index.js';

const BOTH = [
  ['a training', readTrainingTable],
  ['a selection', readSelectionTable],
] as const;

describe.each(BOTH)('the table of %s', (_, read) => {
  it.each([
    [
      'path,label\na.wav,sad\nb.wav,sad\na.wav,angry\n',
      /line 4: "a.wav" has the label "angry", but "sad" in line 2/,
    ],
    ['path,label\na.wav,sad\na.wav,sad\n', /line 3: "a.wav" occurs twice, first in line 2/],
    ['path,label\nx/a.wav,sad\n.\\x\\a.wav,sad\n', /line 3: ".\\x\\a.wav" occurs twice/],
    ['path,label\nä.wav,sad\na\u0308.wav,sad\n', /line 3: .* occurs twice/],
    [
      'path,label\na.wav,Sad\nb.wav,sad\n',
      /line 3, column label: "sad" and "Sad" in line 2 differ only in case/,
    ],
    ['path,label\na.wav,very sad\nb.wav,very  sad\n', /differ only in case or whitespace/],
  ])('is refused if it is %j', (text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'corpus.manifest_malformed', message: expect.stringMatching(reason) }),
    );
  });

  it('joins labels that differ in their normal form or in blanks at their ends', () => {
    const rows = read('path,label\na.wav,fro\u0308hlich\nb.wav, fröhlich\n');
    expect(rows.map(({ label }) => label)).toEqual(['fröhlich', 'fröhlich']);
  });
});

describe('the table of a training', () => {
  it('can label several parts and channels of a clip', () => {
    const text =
      'path,label,start,end,channel\na.wav,sad,0,1,\na.wav,angry,1,2,\nb.wav,sad,,,0\nb.wav,angry,,,1\n';
    expect(readTrainingTable(text)).toHaveLength(4);
  });

  it.each([
    ['path\na.wav\n', /no row has a label. Add the column label/],
    ['path,label\na.wav,sad\nb.wav,\n', /line 3, column label: the cell is empty/],
  ])('needs a label in each row: %j', (text, reason) => {
    expect(() => readTrainingTable(text)).toThrow(reason);
  });
});

describe('the table of a selection', () => {
  it('names each clip once', () => {
    expect(() => readSelectionTable('path,name\na.wav,x\nb.wav,x\n')).toThrow(
      /line 3: another clip, in line 2, has the name "x"/,
    );
    expect(() => readSelectionTable('path,start,end\na.wav,0,1\na.wav,1,2\n')).toThrow(
      /one row for each name/,
    );
  });
});

describe('ClipFinder', () => {
  const find = (names: readonly string[], path: string) => {
    const finder = new ClipFinder<string>(new Set([path]));
    for (const name of names) finder.add(name, name);
    const found = finder.find(path);
    return typeof found === 'object' ? found.clip : found;
  };

  it.each([
    ['calls/Jo\u0308rg.wav', 'calls/Jörg.wav'],
    ['calls/Jörg.wav', 'calls/Jo\u0308rg.wav'],
    ['calls/a.wav', 'calls\\a.wav'],
    ['calls\\a.wav', 'calls/a.wav'],
    ['./calls/a.wav', 'calls/a.wav'],
    ['calls/a.wav', './calls/a.wav'],
    ['set/calls/a.wav', 'calls/a.wav'],
  ])('finds %j by %j', (name, path) => {
    expect(find([name, 'other.wav'], path)).toBe(name);
  });

  it('prefers the spelling of the table, and the whole path to its end', () => {
    expect(find(['Jo\u0308rg.wav', 'Jörg.wav'], 'Jörg.wav')).toBe('Jörg.wav');
    expect(find(['set/a.wav', 'a.wav'], 'a.wav')).toBe('a.wav');
  });

  it('finds no clip, or several', () => {
    expect(find(['b.wav', 'xa.wav'], 'a.wav')).toBe('none');
    expect(find(['x/a.wav', 'y/a.wav'], 'a.wav')).toBe('many');
  });
});

describe('a clip without a header', () => {
  it('is declared by its format, rate and number of channels', () => {
    const rows = readSelectionTable(
      'path,Format,ratehz,channels\na.ul,mulaw,,\nb.raw,S16LE,16000,2\nc.wav,wav,,\n',
    );
    expect(rows.map(({ raw }) => raw)).toEqual([
      { format: 'mulaw', rateHz: 8_000, channels: 1 },
      { format: 's16le', rateHz: 16_000, channels: 2 },
      undefined,
    ]);
  });

  it('is declared in JSON lines too', () => {
    const [row] = readSelectionTable('{"path": "a.al", "format": "alaw", "rateHz": 16000, "channels": 1}\n');
    expect(row?.raw).toEqual({ format: 'alaw', rateHz: 16_000, channels: 1 });
  });

  it.each([
    ['path,format,rateHz\na.ul,mulaw,8k\n', /line 2, column rateHz: "8k" is impossible/],
    ['path,format,rateHz\na.ul,mulaw,20\n', /line 2, column rateHz/],
    ['path,format,channels\na.ul,mulaw,0\n', /line 2, column channels/],
  ])('is refused with the declaration %j', (text, reason) => {
    expect(() => readSelectionTable(text)).toThrow(
      expect.objectContaining({ code: 'corpus.manifest_malformed', message: expect.stringMatching(reason) }),
    );
  });
});
