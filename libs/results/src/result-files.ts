/** Media types of a scoring run's result files. `summary.json` is written last, with the hashes of the others. */
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

/** Formats a line of `parts.sha256` for `sha256sum --check` next to a folder `parts`. */
export function formatPartHash(ordinal: number, sha256: string): string {
  return `${sha256}  parts/${String(ordinal).padStart(8, '0')}.json\n`;
}
