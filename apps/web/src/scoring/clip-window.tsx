import { useEffect, useRef, useState } from 'preact/hooks';
import { hrefs } from '../routes.js';
import { clock, percent } from '../words.js';
import type { ClipRow, SortKey, Wish } from './clip-rows.js';
import { windowOf } from './window-of.js';

/** Of a row, as in parts.css. */
const ROW_HEIGHT = 40;
const HEIGHT = 480;

/** More than windowOf() ever gives. */
const MOST_DRAWN = 32;

interface Props {
  readonly runId: string;
  readonly rows: readonly ClipRow[];
  readonly wish: Wish;
  readonly onSort: (key: SortKey) => void;
}

const COLUMNS: readonly { readonly key: SortKey; readonly name: string; readonly kind: string }[] = [
  { key: 'name', name: 'Clip', kind: 'wide' },
  { key: 'label', name: 'Label', kind: 'label' },
  { key: 'probability', name: 'Probability', kind: 'right' },
  { key: 'durationSeconds', name: 'Length', kind: 'right roomy' },
];

/** A table of any length of which only the rows in sight are drawn. */
export function ClipWindow({ runId, rows, wish, onSort }: Props) {
  const [scrollTop, setScrollTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = windowOf(scrollTop, HEIGHT, ROW_HEIGHT, rows.length);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [wish]);
  return (
    <div
      ref={box}
      class="clips"
      role="region"
      aria-label="Clips, scrolling"
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(({ key, name, kind }) => (
              <th key={key} scope="col" class={kind} aria-sort={sortOf(wish, key)}>
                <button type="button" class="quiet" onClick={() => onSort(key)}>
                  {name}
                  <span aria-hidden="true">{wish.sort !== key ? '' : wish.isDescending ? ' ↓' : ' ↑'}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, end).map((row, at) => (
            // A row that leaves gives its elements to the one that comes, and keeps them as long as it is there.
            <Row key={(first + at) % MOST_DRAWN} runId={runId} row={row} index={first + at + 2} />
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

function Row({ runId, row, index }: { runId: string; row: ClipRow; index: number }) {
  const { clip, name, label, probability, durationSeconds, isUncertain, code } = row;
  return (
    <tr aria-rowindex={index}>
      <th scope="row" class="wide">
        <a href={hrefs.clip(runId, clip)} title={name}>
          {name}
        </a>
      </th>
      {code === null ? (
        <td>
          {label}
          {isUncertain === true && <span class="unsure"> uncertain</span>}
        </td>
      ) : (
        <td class="failed">{code}</td>
      )}
      <td class="right">{probability === null ? '–' : percent(probability)}</td>
      <td class="right roomy">{durationSeconds === null ? '–' : clock(durationSeconds)}</td>
    </tr>
  );
}

function sortOf({ sort, isDescending }: Wish, key: SortKey): 'ascending' | 'descending' | 'none' {
  if (sort !== key) return 'none';
  return isDescending ? 'descending' : 'ascending';
}
