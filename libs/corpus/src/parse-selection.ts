import { selectionRow, type SelectionRow } from '#libs/contracts';
import { malformed, parseTable } from './table-records.js';

/** The rows are held in memory while an archive is indexed. */
const MOST_ROWS = 100_000;
const COLUMNS = Object.keys(selectionRow.shape).join(', ');

/**
 * Reads the table that selects clips of an archive: CSV with a header line, or JSONL. Required column: `path`.
 * Optional columns: `name`, `label` and `text`.
 *
 * @param whyBadName returns why a clip must not have this name, or null
 * @throws SerenadeError `corpus.manifest_malformed` that names the line
 */
export function parseSelection(content: string, whyBadName: (name: string) => string | null): SelectionRow[] {
  const records = parseTable(content);
  if (records.length === 0) throw malformed('it has no rows');
  if (records.length > MOST_ROWS) throw malformed(`it has more than ${MOST_ROWS.toLocaleString('en')} rows`);
  const paths = new Set<string>();
  const names = new Set<string>();
  return records.map(({ line, value }) => {
    const parsed = selectionRow.safeParse(dropBlanks(value));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = `line ${line}: ${issue?.path.join('.') ?? ''}`;
      throw malformed(`${where} ${issue?.message ?? ''}. Columns are ${COLUMNS}`, line);
    }
    const { path, name = path } = parsed.data;
    const fault = whyBadName(name) ?? (paths.has(path) ? `"${path}" occurs twice.` : null);
    if (fault !== null) throw malformed(`line ${line}: ${fault}`, line);
    if (names.has(name)) throw malformed(`line ${line}: another clip has the name "${name}"`, line);
    paths.add(path);
    names.add(name);
    return parsed.data;
  });
}

/** Drops empty cells. */
function dropBlanks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, cell]) => cell !== '' && cell !== null));
}
