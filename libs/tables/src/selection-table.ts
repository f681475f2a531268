import { selectedName, type TableRow } from '#libs/contracts';
import { checkRows } from './check-rows.js';
import { malformed, quote } from './malformed.js';
import { readRows } from './read-rows.js';

/** The rows are held in memory while an archive is indexed. */
const MOST_ROWS = 100_000;

/**
 * Reads the table that selects clips of an archive: CSV, TSV or JSONL with the column `path`, and optionally `name`,
 * `label`, `text` and the columns of a training. A row selects a whole clip.
 *
 * @param findNameProblem returns why a clip must not have this name, or null
 * @throws SerenadeError `corpus.manifest_malformed` that names the line
 */
export function readSelectionTable(
  text: string,
  findNameProblem: (name: string) => string | null = () => null,
): TableRow[] {
  const rows = readRows(text);
  if (rows.length > MOST_ROWS)
    throw malformed(`it has ${rows.length} rows. The limit is ${MOST_ROWS}. Split the archive.`);
  checkRows(rows);
  const names = new Map<string, number>();
  for (const { line, row } of rows) {
    const name = selectedName(row);
    const problem = findNameProblem(name);
    if (problem !== null) throw malformed(`line ${line}: ${problem}`, line);
    const first = names.get(name);
    if (first !== undefined)
      throw malformed(
        `line ${line}: another clip, in line ${first}, has the name ${quote(name)}. A selection has one row for ` +
          'each name; write different names in the column name.',
        line,
      );
    names.set(name, line);
  }
  return rows.map(({ row }) => row);
}
