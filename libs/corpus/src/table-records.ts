import { parse } from 'csv-parse/sync';
import { SerenadeError } from '#libs/contracts';

/** A row as written, with its line number. */
export interface TableRecord {
  readonly line: number;
  readonly value: unknown;
}

/** Parses CSV with a header line, or JSONL. @throws SerenadeError `corpus.manifest_malformed` */
export function parseTable(content: string): TableRecord[] {
  return /^\s*\{/.test(content) ? jsonLines(content) : csvRecords(content);
}

function jsonLines(content: string): TableRecord[] {
  return content.split('\n').flatMap((text, at): TableRecord[] => {
    if (text.trim() === '') return [];
    try {
      return [{ line: at + 1, value: JSON.parse(text) as unknown }];
    } catch (cause) {
      throw malformed(`line ${at + 1} is not a JSON object`, at + 1, cause);
    }
  });
}

function csvRecords(content: string): TableRecord[] {
  try {
    const options = { columns: true, bom: true, trim: true, info: true, skip_empty_lines: true } as const;
    const records: unknown = parse(content, options);
    return (records as { info: { lines: number }; record: unknown }[]).map(({ info, record }) => ({
      line: info.lines,
      value: record,
    }));
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : 'it is not CSV', undefined, cause);
  }
}

export function malformed(reason: string, line?: number, cause?: unknown): SerenadeError {
  return new SerenadeError(
    'corpus.manifest_malformed',
    `The table of clips is malformed: ${reason}.`,
    line === undefined ? {} : { line },
    { cause },
  );
}
