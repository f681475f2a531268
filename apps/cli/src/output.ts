/** Prints a command's output: text for people, or one JSON value with `--json`. Progress goes to standard error. */
export class Output {
  constructor(readonly isJson: boolean) {}

  /** Prints the result of the command. */
  result(value: unknown, text: () => string): void {
    process.stdout.write(`${this.isJson ? JSON.stringify(value) : text()}\n`);
  }

  /** Prints one of several result lines, as NDJSON with `--json`. */
  line(value: unknown, text: () => string): void {
    this.result(value, text);
  }

  /** Prints a note for people; omitted with `--json`. */
  note(text: string): void {
    if (!this.isJson) process.stderr.write(`${text}\n`);
  }
}

/** Pads columns to their widest cell, except the last. Control characters in names are shown as `?`. */
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

/** Formats lines of `name  value`. */
export function fields(values: Readonly<Record<string, string | number | null>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}  ${shown(String(value ?? '-'))}`)
    .join('\n');
}

/** Makes a name safe for a terminal: names from other people's archives may contain escape sequences. */
export function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
