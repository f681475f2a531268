/** What a command says: text for people, or with `--json` one JSON value for programs. Progress goes to standard error. */
export class Output {
  constructor(readonly isJson: boolean) {}

  /** The answer of the command. */
  result(value: unknown, text: () => string): void {
    process.stdout.write(`${this.isJson ? JSON.stringify(value) : text()}\n`);
  }

  /** One line of many, as NDJSON with `--json`. */
  line(value: unknown, text: () => string): void {
    this.result(value, text);
  }

  /** For people alone. */
  note(text: string): void {
    if (!this.isJson) process.stderr.write(`${text}\n`);
  }
}

/** Columns padded to their widest cell; the last is not padded. Control characters of names are shown as `?`. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = [head, ...rows.map((row) => row.map((cell) => shown(String(cell ?? '-'))))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '),
    )
    .join('\n');
}

/** Lines of `name  value`. */
export function fields(values: Readonly<Record<string, string | number | null>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}  ${shown(String(value ?? '-'))}`)
    .join('\n');
}

/** A name as it may be written to a terminal: it came from a stranger's archive, and may hold escape sequences. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
