import { hrefs } from '../routes.js';
import { ScrollWindow } from '../ui/scroll-window.js';
import { clock, percent } from '../words.js';
import type { ClipRow, SortKey, Wish } from './clip-rows.js';

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

/** Shows the clips of a run in a scrolling table that sorts by any column. */
export function ClipWindow({ runId, rows, wish, onSort }: Props) {
  const head = COLUMNS.map(({ key, name, kind }) => (
    <th key={key} scope="col" class={kind} aria-sort={sortOf(wish, key)}>
      <button type="button" class="quiet" onClick={() => onSort(key)}>
        {name}
        <span aria-hidden="true">{wish.sort !== key ? '' : wish.isDescending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  ));
  return (
    <ScrollWindow
      name="Clips"
      rows={rows}
      wish={wish}
      head={head}
      cells={(row) => <Cells runId={runId} row={row} />}
    />
  );
}

function Cells({ runId, row }: { runId: string; row: ClipRow }) {
  const { clip, name, label, probability, durationSeconds, isUncertain, code } = row;
  return (
    <>
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
    </>
  );
}

function sortOf({ sort, isDescending }: Wish, key: SortKey): 'ascending' | 'descending' | 'none' {
  if (sort !== key) return 'none';
  return isDescending ? 'descending' : 'ascending';
}
