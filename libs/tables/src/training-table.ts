import type { TableRow } from '#libs/contracts';
import { checkRows } from './check-rows.js';
import { malformed } from './malformed.js';
import { readRows } from './read-rows.js';

/** A row of a training: every row has a label. */
export type LabeledRow = TableRow & { readonly label: string };

/**
 * Reads the table of the corpus `manifest`: CSV, TSV or JSONL with the columns `path` and `label`, and optionally
 * `speaker`, `gender`, `text`, `twin`, `split`, and `start` and `end` in seconds.
 *
 * @throws SerenadeError `corpus.manifest_malformed` that names the line and the column
 */
export function readTrainingTable(text: string): LabeledRow[] {
  const rows = readRows(text);
  const missing = rows.find(({ row }) => row.label === undefined);
  if (missing !== undefined) {
    const isInNone = rows.every(({ row }) => row.label === undefined);
    throw malformed(
      isInNone
        ? 'no row has a label. Add the column label.'
        : `line ${missing.line}, column label: the cell is empty. Write a label, or remove the row.`,
      missing.line,
    );
  }
  checkRows(rows);
  return rows.map(({ row }) => row as LabeledRow);
}
