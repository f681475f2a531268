import { selectionRow, type SelectionRow } from '#libs/contracts';
import { malformed, tableRecords } from './table-records.js';

/** As many are held in memory where an archive is indexed. */
const MOST_ROWS = 100_000;
const COLUMNS = Object.keys(selectionRow.shape).join(', ');

/**
 * Reads the table by which a user selects clips of an archive: CSV with a header line, or JSONL. Columns: `path`; as wanted
 * `name`, `label` and `text`.
 *
 * @param whyBadName why a clip may not be called so, or null
 * @throws SerenadeError `corpus.manifest_malformed` that names the line
 */
export function parseSelection(content: string, whyBadName: (name: string) => string | null): SelectionRow[] {
  const records = tableRecords(content);
  if (records.length === 0) throw malformed('it has no row');
  if (records.length > MOST_ROWS) throw malformed(`it has more than ${MOST_ROWS} rows`);
  const paths = new Set<string>();
  const names = new Set<string>();
  return records.map(({ line, value }) => {
    const parsed = selectionRow.safeParse(withoutBlanks(value));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw malformed(`line ${line}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. Columns are ${COLUMNS}`, line); // prettier-ignore
    }
    const { path, name = path } = parsed.data;
    const fault = whyBadName(name) ?? (paths.has(path) ? `"${path}" is there twice.` : null);
    if (fault !== null) throw malformed(`line ${line}: ${fault}`, line);
    if (names.has(name)) throw malformed(`line ${line}: another clip is called "${name}"`, line);
    paths.add(path);
    names.add(name);
    return parsed.data;
  });
}

/** An empty cell of a CSV says nothing. */
function withoutBlanks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, cell]) => cell !== '' && cell !== null));
}
