import { normalizePath } from '#libs/contracts';
import { malformed, quote } from './malformed.js';
import type { NumberedRow } from './read-rows.js';

/**
 * Refuses tables in which two rows are about the same part of the same clip, and those whose labels differ only in
 * case or whitespace. Two raters who disagree need one label per clip, and a spelling error must not become a class.
 *
 * @throws SerenadeError `corpus.manifest_malformed` that names both lines
 */
export function checkRows(rows: readonly NumberedRow[]): void {
  refuseRepeats(rows);
  refuseSpellings(rows);
}

function refuseRepeats(rows: readonly NumberedRow[]): void {
  const seen = new Map<string, NumberedRow>();
  for (const numbered of rows) {
    const { line, row } = numbered;
    const { path, label, start = 0, end = null, channel = null } = row;
    const key = JSON.stringify([normalizePath(path), start, end, channel]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, numbered);
    else if (first.row.label === label)
      throw malformed(
        `line ${line}: ${quote(path)} occurs twice, first in line ${first.line}. Remove one row.`,
        line,
      );
    else
      throw malformed(
        `line ${line}: ${quote(path)} has the label ${quote(label ?? '')}, but ${quote(first.row.label ?? '')} in ` +
          `line ${first.line}. Keep one row for each clip, such as the label of most raters.`,
        line,
      );
  }
}

function refuseSpellings(rows: readonly NumberedRow[]): void {
  const seen = new Map<string, { readonly line: number; readonly label: string }>();
  for (const { line, row } of rows) {
    const { label } = row;
    if (label === undefined) continue;
    const key = label.toLowerCase().replaceAll(/\s+/g, ' ');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, { line, label });
    else if (first.label !== label)
      throw malformed(
        `line ${line}, column label: ${quote(label)} and ${quote(first.label)} in line ${first.line} differ only in ` +
          `case or whitespace. Write them alike.`,
        line,
      );
  }
}
