/** Formats a Markdown table and escapes pipes in its cells. Cells must not contain line breaks. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Formats a Markdown table with one row per item. `columns` maps each header to the function that formats its cells.
 * Headers must not be integers, because objects list those first.
 */
export function tableOf<T>(
  items: readonly T[],
  columns: Readonly<Record<string, (item: T) => string>>,
): string {
  const cells = Object.values(columns);
  return table(
    Object.keys(columns),
    items.map((item) => cells.map((cell) => cell(item))),
  );
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
