import type { ComponentChildren } from 'preact';

/** A column: its heading (may be empty), the content of its cells, and `right` if they are numbers. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => ComponentChildren, align?: 'right'];

interface Props<Row> {
  /** Name of the box that scrolls on narrow screens. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The first column names the rows. */
  readonly columns: readonly Column<Row>[];
  /** Another class of that box. */
  readonly class?: string;
  /** An optional `caption`. */
  readonly children?: ComponentChildren;
}

/** Shows one row of cells for each value. */
export function Table<Row>({ name, rows, columns, class: kind = '', children }: Props<Row>) {
  return (
    <div class={`scroll ${kind}`} role="region" aria-label={name} tabIndex={0}>
      <table>
        {children}
        <thead>
          <tr>
            {columns.map(([head, , align], column) => {
              const Head = head === '' ? 'td' : 'th';
              return (
                <Head key={column} scope={head === '' ? undefined : 'col'} class={align}>
                  {head}
                </Head>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map(([, cell, align], column) => {
                const Cell = column === 0 ? 'th' : 'td';
                return (
                  <Cell key={column} scope={column === 0 ? 'row' : undefined} class={align}>
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
