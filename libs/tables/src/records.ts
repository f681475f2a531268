/** A record of a table: the cells that are not empty, by column, with the number of its first line. */
export interface TableRecord {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** The columns that Serenade reads. Tables keep others as they are. */
export const COLUMNS = [
  'path',
  'name',
  'label',
  'speaker',
  'gender',
  'twin',
  'text',
  'split',
  'start',
  'end',
  'channel',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Returns the name of a column: known columns are found without regard to case and surrounding whitespace. */
export function columnNamed(written: string): string {
  const name = written.normalize('NFC').trim();
  return COLUMNS.find((column) => column === name.toLowerCase()) ?? name;
}
