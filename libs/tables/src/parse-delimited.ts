import { malformed, quote } from './malformed.js';

/** A record of a file, with the number of its first line. */
export interface DelimitedRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The characters that can separate cells, with their names in error texts. */
export const DELIMITERS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' } as const;
export type Delimiter = keyof typeof DELIMITERS;

/**
 * Reads the records of delimited text (RFC 4180) in any of its dialects: lines end with CRLF, LF or CR, and a cell that
 * begins with a quote ends with one, may contain delimiters and line ends, and doubles quotes within. Cells are
 * trimmed, and records without any text are left out.
 *
 * We wrote this parser because csv-parse reports a missing quote at the end of the file. It names the line where the
 * quote opens, and detects the delimiter from the columns.
 *
 * @param first the number of the first line
 * @throws SerenadeError `corpus.manifest_malformed` if a quote does not end its cell
 */
export function* parseDelimited(
  text: string,
  delimiter: Delimiter,
  first = 1,
): Generator<DelimitedRecord, void> {
  const reader = new CellReader(text, delimiter, first);
  while (!reader.isAtEnd) {
    const { line } = reader;
    const cells = [reader.readCell()];
    while (reader.skipDelimiter()) cells.push(reader.readCell());
    reader.skipLineEnd();
    if (cells.some((cell) => cell !== '')) yield { line, cells };
  }
}

class CellReader {
  private at = 0;
  private readonly plain: RegExp;
  private readonly blanks: RegExp;

  constructor(
    private readonly text: string,
    private readonly delimiter: Delimiter,
    /** The number of the current line. */
    public line: number,
  ) {
    this.plain = new RegExp(`[^\\r\\n${delimiter === '|' ? '\\|' : delimiter}]*`, 'y');
    // A tab that separates cells is not a blank.
    this.blanks = delimiter === '\t' ? /[^\S\r\n\t]*/y : /[^\S\r\n]*/y;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  readCell(): string {
    const start = this.at;
    this.match(this.blanks);
    if (this.text[this.at] === '"') return this.readQuoted();
    this.at = start;
    return this.match(this.plain).trim();
  }

  /** Skips a delimiter. Returns false at the end of a record. */
  skipDelimiter(): boolean {
    if (this.text[this.at] !== this.delimiter) return false;
    this.at += 1;
    return true;
  }

  skipLineEnd(): void {
    if (this.text.startsWith('\r\n', this.at)) this.at += 1;
    this.at += 1;
    this.line += 1;
  }

  private readQuoted(): string {
    const opened = this.line;
    let value = '';
    for (;;) {
      const end = this.text.indexOf('"', this.at + 1);
      if (end < 0) {
        const start = quote(this.text.slice(this.at, this.at + 40));
        throw malformed(
          `line ${opened}: the quote before ${start} never closes. Close it, or write quotes within a cell twice.`,
          opened,
        );
      }
      value += this.text.slice(this.at + 1, end);
      this.at = end + 1;
      if (this.text[this.at] !== '"') break;
      value += '"';
    }
    this.line += value.match(/\r\n|\r|\n/g)?.length ?? 0;
    this.match(this.blanks);
    const rest = this.match(this.plain);
    if (rest === '') return value.trim();
    throw malformed(
      `line ${this.line}: ${quote(rest)} follows the closing quote of ${quote(value)}. Write quotes within a cell twice.`,
      this.line,
    );
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }
}
