import { RAW_FORMATS, SPLIT_PARTS, rawSound, type RawSound, type TableRow } from '#libs/contracts';
import { readCsvRecords } from './csv-records.js';
import { readJsonRecords } from './json-records.js';
import { malformed, quote } from './malformed.js';
import { COLUMNS, type Column, type TableRecord } from './records.js';

/** A row with the number of its first line. */
export interface NumberedRow {
  readonly line: number;
  readonly row: TableRow;
}

/** The maximum length of a cell in a column that Serenade reads. */
const MOST_CHARACTERS = 2_000;

/**
 * Reads the rows of a table: delimited text with a header line, or JSONL. Text that begins with `{` is JSONL.
 *
 * @param text without a byte order mark, as `decodeText` returns it, or with one
 * @throws SerenadeError `corpus.manifest_malformed` that names the line, the column and the value
 */
export function readRows(text: string): NumberedRow[] {
  const body = text.replace(/^\uFEFF/, '');
  if (/^\s*\[\s*[{\]]/.test(body))
    throw malformed("it is a JSON array. Write one object in each line, such as with jq -c '.[]'.");
  const records = /^\s*\{/.test(body) ? readJsonRecords(body) : readCsvRecords(body);
  if (records.length === 0) throw malformed('it has no rows. Write a header line, and a line for each clip.');
  return records.map((record) => ({ line: record.line, row: toRow(record) }));
}

function toRow({ line, cells }: TableRecord): TableRow {
  const at = (column: Column): Cell | undefined => {
    const value = cells.get(column);
    return value === undefined ? undefined : { line, column, value: requireShort(line, column, value) };
  };
  const path = at('path');
  if (path === undefined) throw malformed(`line ${line}, column path: the cell is empty. Name a clip.`, line);
  const more = [...cells].filter(([column]) => !COLUMNS.some((known) => known === column));
  const row = {
    path: path.value,
    name: at('name')?.value,
    label: at('label')?.value.normalize('NFC'),
    speaker: at('speaker')?.value.normalize('NFC'),
    gender: choose(at('gender'), ['female', 'male']),
    twin: at('twin')?.value,
    text: at('text')?.value,
    split: choose(at('split'), SPLIT_PARTS),
    start: parseSeconds(at('start')),
    end: parseSeconds(at('end')),
    channel: parseChannel(at('channel')),
    raw: parseRaw(line, cells),
    more: more.length === 0 ? undefined : Object.fromEntries(more),
  };
  requireOrder(row.start, row.end, line);
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as TableRow;
}

interface Cell {
  readonly line: number;
  readonly column: Column;
  readonly value: string;
}

function requireShort(line: number, column: Column, value: string): string {
  if (value.length <= MOST_CHARACTERS) return value;
  throw malformed(
    `line ${line}, column ${column}: the cell has ${value.length} characters. The limit is ${MOST_CHARACTERS}.`,
    line,
  );
}

function refuse({ line, column, value }: Cell, what: string): never {
  throw malformed(`line ${line}, column ${column}: ${quote(value)} ${what}`, line);
}

function choose<C extends string>(cell: Cell | undefined, choices: readonly C[]): C | undefined {
  if (cell === undefined) return undefined;
  const wanted = cell.value.toLowerCase();
  return (
    choices.find((choice) => choice === wanted) ??
    refuse(
      cell,
      `is unknown. Write ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, or leave it empty.`,
    )
  );
}

function parseSeconds(cell: Cell | undefined): number | undefined {
  if (cell === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d*)?(?:e-?\d{1,2})?$|^\.\d+$/i.test(cell.value)) return Number(cell.value);
  return refuse(cell, 'is not a number of seconds. Write one such as 1.5, with a point.');
}

function parseChannel(cell: Cell | undefined): number | undefined {
  if (cell === undefined) return undefined;
  if (/^\d{1,3}$/.test(cell.value)) return Number(cell.value);
  return refuse(cell, 'is not a channel. Write its number, from 0.');
}

/** Other tables have a column `format`, too, so only the name of an encoding without a header declares one. */
function parseRaw(line: number, cells: TableRecord['cells']): RawSound | undefined {
  const cell = (name: string) =>
    [...cells].find(([column]) => column.toLowerCase() === name.toLowerCase())?.[1];
  const format = cell('format')?.toLowerCase();
  if (!RAW_FORMATS.some((known) => known === format)) return undefined;
  const rateHz = Number(cell('rateHz') ?? 8_000);
  const channels = Number(cell('channels') ?? 1);
  const raw = rawSound.safeParse({ format, rateHz, channels });
  if (raw.success) return raw.data;
  const problem = raw.error.issues[0];
  const column = String(problem?.path[0] ?? 'format');
  throw malformed(
    `line ${line}, column ${column}: ${quote(cell(column) ?? '')} is impossible. Write a rate from 1000 to 768000 Hz ` +
      'and 1 to 64 channels.',
    line,
  );
}

function requireOrder(start = 0, end: number | undefined, line: number): void {
  if (end === undefined || end > start) return;
  throw malformed(
    `line ${line}, column end: ${end} s is not after the start, ${start} s. Correct one of them.`,
    line,
  );
}
