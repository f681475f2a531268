import { malformed, quote } from './malformed.js';
import { DELIMITERS, parseDelimited, type Delimiter, type DelimitedRecord } from './parse-delimited.js';
import { COLUMNS, columnNamed, type TableRecord } from './records.js';

/** The first line with which Excel names the delimiter. */
const SEP_LINE = /^\s*"?sep=(.)"?[;,\t| ]*(?:\r\n|\r|\n|$)/i;

/**
 * Reads a table with a header line. The delimiter is the one that separates the known columns of the header.
 *
 * @throws SerenadeError `corpus.manifest_malformed`
 */
export function readCsvRecords(text: string): TableRecord[] {
  const [sepLine = '', named] = SEP_LINE.exec(text) ?? [];
  const body = text.slice(sepLine.length);
  const first = 1 + (sepLine.match(/\r\n|\r|\n/g)?.length ?? 0);
  const delimiter = named === undefined ? detectDelimiter(body, first) : requireDelimiter(named);
  const [header, ...records] = parseDelimited(body, delimiter, first);
  if (header === undefined) return [];
  const columns = readHeader(header, delimiter);
  return records.map((record) => ({ line: record.line, cells: readCells(record, columns, delimiter) }));
}

function requireDelimiter(named: string): Delimiter {
  const delimiter = delimiters.find((each) => each === named);
  if (delimiter !== undefined) return delimiter;
  throw malformed(
    `its first line names the delimiter ${quote(named)}. Use a comma, semicolon, tab or pipe.`,
    1,
  );
}

const delimiters = Object.keys(DELIMITERS) as Delimiter[];

/** Finds the delimiter with which the header has the most known columns, then the most cells. */
function detectDelimiter(body: string, first: number): Delimiter {
  let best: { delimiter: Delimiter; known: number; cells: number } = { delimiter: ',', known: 0, cells: 0 };
  for (const delimiter of delimiters) {
    const cells = headerCells(body, delimiter, first);
    const known = cells.filter((cell) => COLUMNS.some((column) => column === columnNamed(cell))).length;
    const isBetter = known > best.known || (known === best.known && cells.length > best.cells);
    if (isBetter) best = { delimiter, known, cells: cells.length };
  }
  return best.delimiter;
}

/** Returns no cells if the header cannot be read with this delimiter. */
function headerCells(body: string, delimiter: Delimiter, first: number): readonly string[] {
  try {
    const { value } = parseDelimited(body, delimiter, first).next();
    return value?.cells ?? [];
  } catch {
    return [];
  }
}

function readHeader({ line, cells }: DelimitedRecord, delimiter: Delimiter): readonly string[] {
  const columns = cells.map((cell, at) => (cell === '' ? `column ${at + 1}` : columnNamed(cell)));
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined)
    throw malformed(`line ${line}: two columns are named ${quote(twice)}. Rename one of them.`, line);
  if (columns.includes('path')) return columns;
  throw malformed(
    `line ${line}: no column is named path. Read with ${DELIMITERS[delimiter]}, the columns are ` +
      `${columns.map(quote).join(', ')}. Write a header line that names the columns, and separate cells with ` +
      `commas, semicolons, tabs or pipes.`,
    line,
  );
}

function readCells(
  { line, cells }: DelimitedRecord,
  columns: readonly string[],
  delimiter: Delimiter,
): ReadonlyMap<string, string> {
  const beyond = cells.slice(columns.length).find((cell) => cell !== '');
  if (beyond === undefined && cells.length >= columns.length) {
    const named = columns.map((column, at): [string, string] => [column, cells[at] ?? '']);
    return new Map(named.filter(([, cell]) => cell !== ''));
  }
  const hint =
    beyond === undefined
      ? 'Add the missing cells, even if they are empty.'
      : `Put quotes around a cell that contains ${DELIMITERS[delimiter]}.`;
  throw malformed(
    `line ${line}: it has ${cells.length} cells, but the header has ${columns.length} columns. ${hint}`,
    line,
  );
}
