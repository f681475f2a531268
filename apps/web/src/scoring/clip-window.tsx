import type { ComponentChildren } from 'preact';
import { ClipLink } from '../ui/clip-link.js';
import { ScrollWindow } from '../ui/scroll-window.js';
import { clock, percent } from '../words.js';
import type { ClipRow, SortKey, Wish } from './clip-rows.js';

interface Props {
  readonly runId: string;
  readonly rows: readonly ClipRow[];
  readonly wish: Wish;
  readonly onSort: (key: SortKey) => void;
}

/** Shows the clips of a run in a scrolling table that sorts by any column. */
export function ClipWindow({ runId, rows, wish, onSort }: Props) {
  const column = (key: SortKey, name: string, kind: string, cell: (row: ClipRow) => ComponentChildren) => {
    const order = wish.isDescending ? 'descending' : 'ascending';
    const head = (
      <button type="button" class="quiet" onClick={() => onSort(key)}>
        {name}
        <span aria-hidden="true">{wish.sort !== key ? '' : wish.isDescending ? ' ↓' : ' ↑'}</span>
      </button>
    );
    return { head, sort: wish.sort === key ? order : 'none', kind, cell } as const;
  };
  const columns = [
    column('name', 'Clip', 'wide', (row) => <ClipLink runId={runId} clip={row.clip} name={row.name} />),
    column('label', 'Label', 'label', showLabel),
    column('probability', 'Probability', 'right', ({ probability }) => formatKnown(probability, percent)),
    column('durationSeconds', 'Length', 'right roomy', (row) => formatKnown(row.durationSeconds, clock)),
  ];
  return <ScrollWindow name="Clips" rows={rows} columns={columns} wish={wish} />;
}

function showLabel({ label, isUncertain, code }: ClipRow) {
  if (code !== null) return <span class="failed">{code}</span>;
  return (
    <>
      {label}
      {isUncertain === true && <span class="unsure"> uncertain</span>}
    </>
  );
}

function formatKnown(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
