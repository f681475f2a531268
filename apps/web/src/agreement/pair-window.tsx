import { hrefs } from '../routes.js';
import { ScrollWindow } from '../ui/scroll-window.js';
import { percent } from '../words.js';
import { isAgreed, type Pair, type PairWish } from './agreement.js';

interface Props {
  /** The run whose clip pages the names link to. */
  readonly runId: string;
  readonly pairs: readonly Pair[];
  readonly wish: PairWish;
}

const HEAD = (
  <>
    <th scope="col" class="wide">
      Clip
    </th>
    <th scope="col" class="label">
      First
    </th>
    <th scope="col" class="label">
      Second
    </th>
    <th scope="col" class="right roomy">
      Distance
    </th>
  </>
);

/** Shows pairs of answers in a scrolling table. */
export function PairWindow({ runId, pairs, wish }: Props) {
  return (
    <ScrollWindow
      name="Clips by disagreement"
      rows={pairs}
      wish={wish}
      head={HEAD}
      cells={(pair) => <Cells runId={runId} pair={pair} />}
    />
  );
}

function Cells({ runId, pair }: { runId: string; pair: Pair }) {
  const { clip, name, first, second, distance } = pair;
  return (
    <>
      <th scope="row" class="wide">
        <a href={hrefs.clip(runId, clip)} title={name}>
          {name}
        </a>
      </th>
      <td>
        <Verdict of={first} />
      </td>
      <td class={isAgreed(pair) ? undefined : 'failed'}>
        <Verdict of={second} />
      </td>
      <td class="right roomy">{percent(distance)}</td>
    </>
  );
}

/** Shows an answer. Narrow screens have room for the label only. */
function Verdict({ of: { label, probability } }: { of: Pair['first'] }) {
  return (
    <>
      {label} <span class="roomy">{percent(probability, 0)}</span>
    </>
  );
}
