/** Formats a Markdown table. Cells must not contain line breaks; pipes in them are escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export function share(value: number, digits = 3): string {
  return value.toFixed(digits);
}

export function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

/** Formats a number of bytes as B, kB or MB. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1e6) return `${(count / 1000).toFixed(0)} kB`;
  return `${(count / 1e6).toFixed(2)} MB`;
}
