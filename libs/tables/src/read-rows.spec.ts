import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerenadeError, type TableRow } from '#libs/contracts';
import { decodeText } from './decode-text.js';
import { readRows } from './read-rows.js';

const rowsOf = (text: string) => readRows(text).map(({ row }) => row);
const bytesOf = (text: string) => new TextEncoder().encode(text);

const TWO = [
  { path: 'calls/a.wav', label: 'angry' },
  { path: 'calls/b.wav', label: 'sad' },
];

describe('a table', () => {
  it.each([
    ['commas', 'path,label\ncalls/a.wav,angry\ncalls/b.wav,sad\n'],
    ['semicolons', 'path;label\ncalls/a.wav;angry\ncalls/b.wav;sad\n'],
    ['tabs', 'path\tlabel\ncalls/a.wav\tangry\ncalls/b.wav\tsad\n'],
    ['pipes', 'path|label\ncalls/a.wav|angry\ncalls/b.wav|sad\n'],
    ['a byte order mark', '\uFEFFpath,label\ncalls/a.wav,angry\ncalls/b.wav,sad'],
    ['lines that end with CRLF', 'path,label\r\ncalls/a.wav,angry\r\ncalls/b.wav,sad\r\n'],
    ['lines that end with CR', 'path,label\rcalls/a.wav,angry\rcalls/b.wav,sad\r'],
    ['lines that end differently', 'path,label\r\ncalls/a.wav,angry\ncalls/b.wav,sad\r'],
    ['a line that names the delimiter', 'sep=;\r\npath;label\r\ncalls/a.wav;angry\r\ncalls/b.wav;sad\r\n'],
    ['a quoted line that names the delimiter', '"sep=,",\npath,label\ncalls/a.wav,angry\ncalls/b.wav,sad\n'],
    ['blank lines', '\n\npath,label\n\ncalls/a.wav,angry\n   \ncalls/b.wav,sad\n\n'],
    ['rows of empty cells', 'path,label\ncalls/a.wav,angry\n,\ncalls/b.wav,sad\n,\n,,,\n'],
    ['empty cells behind the last column', 'path,label,,\ncalls/a.wav,angry,,\ncalls/b.wav,sad,,\n'],
    ['quotes', '"path","label"\n"calls/a.wav","angry"\n"calls/b.wav","sad"\n'],
    ['blanks around its cells', ' path , label \n calls/a.wav , "angry" \ncalls/b.wav,\tsad\n'],
    ['column names in other case', 'LABEL,Path\nangry,calls/a.wav\nsad,calls/b.wav\n'],
    ['JSON objects', '{"path":"calls/a.wav","label":"angry"}\n{"label":"sad","path":"calls/b.wav"}'],
    [
      'JSON objects after a byte order mark',
      '\uFEFF{"path":"calls/a.wav","label":"angry"}\n\n{"Path":" calls/b.wav","LABEL":"sad"}\r\n',
    ],
  ])('can have %s', (_, text) => {
    expect(rowsOf(text)).toEqual(TWO);
  });

  it.each([
    ['utf-8', (text: string) => bytesOf(`\uFEFF${text}`)],
    ['utf-16le', (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    ['utf-16be', (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())],
  ])('can be encoded in %s', (_, encode) => {
    const text = 'path\tlabel\nJörg/ä.wav\tfröhlich\n';
    expect(rowsOf(decodeText(encode(text)))).toEqual([{ path: 'Jörg/ä.wav', label: 'fröhlich' }]);
  });

  it('can have every column, and keeps further ones', () => {
    const text =
      'path,name,label,speaker,gender,twin,text,split,start,end,channel,Call ID,\n' +
      'a.wav,one,sad,anna,Female,t1,"Hello, ""you""\nthere",TEST,0,1.5,1,77,odd\n';
    expect(rowsOf(text)).toEqual([
      {
        path: 'a.wav',
        name: 'one',
        label: 'sad',
        speaker: 'anna',
        gender: 'female',
        twin: 't1',
        text: 'Hello, "you"\nthere',
        split: 'test',
        start: 0,
        end: 1.5,
        channel: 1,
        more: { 'Call ID': '77', 'column 13': 'odd' },
      },
    ]);
    expect(rowsOf('{"path":"a.wav","start":0.5,"agent":7,"tags":["x"],"note":null}')).toEqual([
      { path: 'a.wav', start: 0.5, more: { agent: '7', tags: '["x"]' } },
    ]);
  });

  it('counts the lines of quoted cells', () => {
    expect(readRows('sep=,\npath,text\na.wav,"1\r\n2\n3"\n\nb.wav,x\n').map(({ line }) => line)).toEqual([
      3, 7,
    ]);
  });

  it.each([
    ['', /it has no rows/],
    ['path,label\n', /it has no rows/],
    [
      'file,label\na.wav,sad\n',
      /line 1: no column is named path. Read with commas, the columns are "file", "label"/,
    ],
    ['file:label\na.wav:sad\n', /the columns are "file:label".*commas, semicolons, tabs or pipes/],
    ['sep=:\npath:label\n', /names the delimiter ":". Use a comma/],
    ['path,label,Label \na.wav,sad,x\n', /line 1: two columns are named "label"/],
    ['path,label\na.wav\n', /line 2: it has 1 cells, but the header has 2 columns. Add/],
    ['path,label\na,b.wav,sad\n', /line 2: it has 3 cells.*quotes around a cell that contains commas/],
    ['path,label\n\n,sad\n', /line 3, column path: the cell is empty/],
    ['path,text\na.wav,"x\nb.wav,y\n', /line 2: the quote before "\\"x\\nb.wav,y\\n" never closes/],
    ['path,text\na.wav,"x" y\n', /line 2: "y" follows the closing quote of "x"/],
    ['path,split\na.wav,dev\n', /line 2, column split: "dev" is unknown. Write train, validation or test/],
    ['path,gender\na.wav,F\n', /line 2, column gender: "F" is unknown. Write female or male/],
    ['path;start\na.wav;1,5\n', /line 2, column start: "1,5" is not a number of seconds/],
    ['path,start\na.wav,-1\n', /line 2, column start: "-1"/],
    ['path,start,end\na.wav,2,1\n', /line 2, column end: 1 s is not after the start, 2 s/],
    ['path,channel\na.wav,left\n', /line 2, column channel: "left" is not a channel/],
    [`path\n${'x'.repeat(2_001)}\n`, /line 2, column path: the cell has 2001 characters/],
    ['{"path":"a.wav"}\n{"path":', /line 2 is not a JSON object: "{\\"path\\":"/],
    ['{"path":"a.wav"}\n["a.wav"]', /line 2 is not a JSON object/],
    ['{"path":"a.wav","Path":"b.wav"}', /line 1: two keys are named "path"/],
    ['{"label":"sad"}', /line 1, column path: the cell is empty/],
    ['[{"path":"a.wav"}]', /it is a JSON array/],
  ])('is refused if it is %j', (text, reason) => {
    expect(() => readRows(text)).toThrow(
      expect.objectContaining({ code: 'corpus.manifest_malformed', message: expect.stringMatching(reason) }),
    );
  });

  it.each([
    [
      Buffer.from('path,label\na.wav,sad\nb.wav,fröhlich\n', 'latin1'),
      /not valid UTF-8 in line 3. Save it as UTF-8/,
    ],
    [Buffer.from('path,label\n', 'utf16le'), /NUL characters/],
    [Buffer.from([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0]), /UTF-32/],
    [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /not valid UTF-16LE/],
    [Buffer.from('PK\u0003\u0004'), /Excel workbook/],
    [Buffer.from([0x1f, 0x8b, 8]), /gzip/],
  ])('is refused if its bytes are %o', (bytes, reason) => {
    expect(() => decodeText(bytes)).toThrow(
      expect.objectContaining({ code: 'corpus.manifest_malformed', message: expect.stringMatching(reason) }),
    );
  });
});

interface Dialect {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly lineEnd: string;
  readonly encoding: 'utf8' | 'utf16le' | 'utf16be';
  readonly mark: boolean;
  readonly sep: boolean;
  readonly last: boolean;
}

const dialects: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quoted: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf16le', 'utf16be'),
  mark: fc.boolean(),
  sep: fc.boolean(),
  last: fc.boolean(),
});

/** A cell as the reader returns it: trimmed, not empty, without NUL and without lone surrogates. */
const cells = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('"', ',', ';', '|', '\t', '\n', '\r', ' ', 'a', '{', "'", '\\'),
      maxLength: 12,
    }),
  )
  .map((text) => text.replaceAll('\0', '').trim())
  .filter((text) => text !== '');

const tables = fc.record({
  rows: fc.array(
    fc.record(
      {
        path: cells,
        text: cells,
        speaker: cells.map((cell) => cell.normalize('NFC').trim()).filter((cell) => cell !== ''),
        split: fc.constantFrom('train', 'validation', 'test'),
        start: fc.integer({ min: 0, max: 9_999 }).map((ms) => ms / 1000),
        channel: fc.integer({ min: 0, max: 9 }),
        agent: cells,
      },
      { requiredKeys: ['path'] },
    ),
    { minLength: 1, maxLength: 6 },
  ),
  columns: fc.shuffledSubarray(['path', 'text', 'speaker', 'split', 'start', 'channel', 'agent'], {
    minLength: 7,
    maxLength: 7,
  }),
  names: fc.constantFrom(
    (name: string) => name,
    (name: string) => (name === 'agent' ? name : name.toUpperCase()),
    (name: string) => ` ${name} `,
  ),
  blanks: fc.array(fc.nat(), { maxLength: 3 }),
});

type Generated = (typeof tables extends fc.Arbitrary<infer T> ? T : never)['rows'][number];

function write(table: typeof tables extends fc.Arbitrary<infer T> ? T : never, dialect: Dialect): Uint8Array {
  const { delimiter, lineEnd, quoted } = dialect;
  const cell = (value: string): string =>
    quoted || /["\r\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
  const line = (values: readonly string[]) => values.map(cell).join(delimiter);
  const lines = [
    line(table.columns.map(table.names)),
    ...table.rows.map((row) =>
      line(table.columns.map((column) => String(row[column as keyof Generated] ?? ''))),
    ),
  ];
  for (const at of table.blanks) {
    const blank = at % 2 === 0 ? '' : delimiter.repeat(6);
    lines.splice(1 + (at % lines.length), 0, blank);
  }
  if (dialect.sep) lines.unshift(`sep=${delimiter}`);
  const text = lines.join(lineEnd) + (dialect.last ? lineEnd : '');
  return encode(text, dialect);
}

function encode(text: string, { encoding, mark }: Dialect): Uint8Array {
  if (encoding === 'utf8') return bytesOf(mark ? `\uFEFF${text}` : text);
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return new Uint8Array(encoding === 'utf16be' ? wide.swap16() : wide);
}

function expected({ agent, ...row }: Generated): TableRow {
  return { ...row, ...(agent === undefined ? {} : { more: { agent } }) };
}

describe('a table in any dialect', () => {
  it('reads back the rows that were written', () => {
    fc.assert(
      fc.property(tables, dialects, (table, dialect) => {
        expect(rowsOf(decodeText(write(table, dialect)))).toEqual(table.rows.map(expected));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back the rows that were written as JSONL', () => {
    fc.assert(
      fc.property(tables, dialects, ({ rows }, dialect) => {
        const text = rows.map((row) => JSON.stringify(row)).join(dialect.lineEnd);
        expect(rowsOf(decodeText(encode(text, dialect)))).toEqual(rows.map(expected));
      }),
    );
  });

  it('throws only its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc
            .string({ unit: fc.constantFrom('path', ',', '"', '\n', '\r', ';', '{', '}', 'sep=', ' ') })
            .map(bytesOf),
        ),
        (bytes) => {
          try {
            readRows(decodeText(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(SerenadeError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
