import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './scroll-window.css';
import { computeWindow } from './compute-window.js';

/** Heights of a row and of the box in pixels, as in scroll-window.css. */
const ROW_HEIGHT = 40;
const HEIGHT = 480;

/** More rows than computeWindow() ever returns. */
const MOST_DRAWN = 32;

export interface WindowColumn<Row> {
  readonly head: ComponentChildren;
  readonly sort?: 'ascending' | 'descending' | 'none';
  /** Classes of the column, such as `right roomy`. */
  readonly kind: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface Props<Row> {
  /** Accessible name of the box that scrolls. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The first column names the rows. */
  readonly columns: readonly WindowColumn<Row>[];
  /** Filters and order of the rows. The box scrolls to the top when they change. */
  readonly wish: unknown;
}

/** Shows a table of any length and renders only the visible rows. */
export function ScrollWindow<Row>({ name, rows, columns, wish }: Props<Row>) {
  const [scrollTop, setScrollTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = computeWindow(scrollTop, HEIGHT, ROW_HEIGHT, rows.length);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [wish]);
  return (
    <div
      ref={box}
      class="window"
      role="region"
      aria-label={`${name}, scrolling`}
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ head, sort, kind }, column) => (
              <th key={column} scope="col" class={kind} aria-sort={sort}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, end).map((row, at) => (
            // A row that scrolls out passes its elements to the row that scrolls in; visible rows keep theirs.
            <tr key={(first + at) % MOST_DRAWN} aria-rowindex={first + at + 2}>
              {columns.map(({ kind, cell }, column) => {
                const Cell = column === 0 ? 'th' : 'td';
                return (
                  <Cell key={column} scope={column === 0 ? 'row' : undefined} class={kind}>
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
          <Gap rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" class="gap" style={{ height: `${String(rows * ROW_HEIGHT)}px` }}>
      {/* One cell only: a cell for each column would show columns that narrow screens hide. */}
      <td />
    </tr>
  );
}
