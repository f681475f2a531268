import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './scroll-window.css';
import { windowOf } from './window-of.js';

/** Of a row, and of the box, as in scroll-window.css. */
const ROW_HEIGHT = 40;
const HEIGHT = 480;

/** More than windowOf() ever gives. */
const MOST_DRAWN = 32;

interface Props<Row> {
  /** Of the box. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** By which they were selected: another one begins at the top. */
  readonly wish: unknown;
  /** Cells of the head, as `th`. */
  readonly head: ComponentChildren;
  /** Cells of a row, the first of them a `th`. */
  readonly cells: (row: Row) => ComponentChildren;
}

/** A table of any length of which only the rows in sight are drawn. */
export function ScrollWindow<Row>({ name, rows, wish, head, cells }: Props<Row>) {
  const [scrollTop, setScrollTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = windowOf(scrollTop, HEIGHT, ROW_HEIGHT, rows.length);
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
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, end).map((row, at) => (
            // A row that leaves gives its elements to the one that comes, and keeps them as long as it is there.
            <tr key={(first + at) % MOST_DRAWN} aria-rowindex={first + at + 2}>
              {cells(row)}
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
      {/* One cell: columns that are not shown on a telephone must not come back by it. */}
      <td />
    </tr>
  );
}
