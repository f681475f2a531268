import { shown } from '#libs/terminal';

/** Prints a command's output: text for people, or one JSON value with `--json`. Progress goes to standard error. */
export class Output {
  constructor(readonly isJson: boolean) {}

  /** Prints the result of the command, or one of several: with `--json` they form NDJSON. */
  result(value: unknown, text: () => string): void {
    process.stdout.write(`${this.isJson ? JSON.stringify(value) : text()}\n`);
  }

  /** Prints a note for people; omitted with `--json`. */
  note(text: string): void {
    if (!this.isJson) process.stderr.write(`${text}\n`);
  }
}

/** Formats rows as aligned columns. Control characters in a cell are printed as `?`. */
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

/** Formats one line per field, with aligned values. */
export function fields(values: Readonly<Record<string, string | number | null>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}  ${shown(String(value ?? '-'))}`)
    .join('\n');
}
