/** What a scoring run leaves behind, and how each is served. `summary.json` comes last and has the hashes of the others. */
export const RESULT_FILES = {
  'scores.ndjson': 'application/x-ndjson',
  'scores.csv': 'text/csv; charset=utf-8',
  'scores.parquet': 'application/vnd.apache.parquet',
  'errors.ndjson': 'application/x-ndjson',
  'parts.sha256': 'text/plain; charset=utf-8',
  'summary.json': 'application/json',
} as const;
export type ResultFile = keyof typeof RESULT_FILES;
export const RESULT_FILE_NAMES = Object.keys(RESULT_FILES) as [ResultFile, ...ResultFile[]];

/** A line of `parts.sha256`, as `sha256sum --check` reads it beside a folder `parts`. */
export function partHashLine(ordinal: number, sha256: string): string {
  return `${sha256}  parts/${String(ordinal).padStart(8, '0')}.json\n`;
}
