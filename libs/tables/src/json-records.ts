import { malformed, quote } from './malformed.js';
import { columnNamed, type TableRecord } from './records.js';

/**
 * Reads a table with a JSON object in each line. Numbers and other values become text, as in CSV.
 *
 * @throws SerenadeError `corpus.manifest_malformed`
 */
export function readJsonRecords(text: string): TableRecord[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const cells = readObject(line, at + 1);
    return cells.size === 0 ? [] : [{ line: at + 1, cells }];
  });
}

function readObject(text: string, line: number): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const [key, value] of Object.entries(parseObject(text, line))) {
    const column = columnNamed(key);
    if (cells.has(column)) throw malformed(`line ${line}: two keys are named ${quote(column)}.`, line);
    const cell = typeof value === 'string' ? value.trim() : value === null ? '' : JSON.stringify(value);
    if (cell !== '') cells.set(column, cell);
  }
  return cells;
}

function parseObject(text: string, line: number): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw malformed(
    `line ${line} is not a JSON object: ${quote(text.trim())}. Write one object in each line.`,
    line,
  );
}
