import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './scroll-window.css';
import { windowOf } from './window-of.js';

/** Heights of a row and of the box, as in scroll-window.css. */
const ROW_HEIGHT = 40;
const HEIGHT = 480;

/** More rows than windowOf() ever returns. */
const MOST_DRAWN = 32;

interface Props<Row> {
  /** Name of the box. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The selection of the rows. A new one scrolls back to the top. */
  readonly wish: unknown;
  /** Header cells, as `th`. */
  readonly head: ComponentChildren;
  /** Cells of a row; the first one is a `th`. */
  readonly cells: (row: Row) => ComponentChildren;
}

/** Shows a table of any length and renders only the visible rows. */
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
            // A row that scrolls out passes its elements to the row that scrolls in; visible rows keep theirs.
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
      {/* One cell only: a cell for each column would show columns that narrow screens hide. */}
      <td />
    </tr>
  );
}
