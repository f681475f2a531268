import { useEffect, useRef, useState } from 'preact/hooks';
import { hrefs } from '../routes.js';
import { windowOf } from '../scoring/window-of.js';
import { percent } from '../words.js';
import { isAgreed, type Pair, type PairWish } from './agreement.js';

/** As in scoring.css. */
const ROW_HEIGHT = 40;
const HEIGHT = 480;

interface Props {
  /** Whose page of a clip a name leads to. */
  readonly runId: string;
  readonly pairs: readonly Pair[];
  /** By which they were selected: another one begins at the top. */
  readonly wish: PairWish;
}

/** Pairs of verdicts, of which only those in sight are drawn. */
export function PairWindow({ runId, pairs, wish }: Props) {
  const [scrollTop, setScrollTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = windowOf(scrollTop, HEIGHT, ROW_HEIGHT, pairs.length);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [wish]);
  return (
    <div
      ref={box}
      class="clips"
      role="region"
      aria-label="Clips by disagreement, scrolling"
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={pairs.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
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
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {pairs.slice(first, end).map((pair, at) => (
            <Row key={pair.clip} runId={runId} pair={pair} index={first + at + 2} />
          ))}
          <Gap rows={pairs.length - end} />
        </tbody>
      </table>
    </div>
  );
}

function Row({ runId, pair, index }: { runId: string; pair: Pair; index: number }) {
  const { clip, name, first, second, distance } = pair;
  return (
    <tr aria-rowindex={index}>
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
    </tr>
  );
}

/** A telephone has room for the label alone. */
function Verdict({ of: { label, probability } }: { of: Pair['first'] }) {
  return (
    <>
      {label} <span class="roomy">{percent(probability, 0)}</span>
    </>
  );
}

function Gap({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" class="gap" style={{ height: `${String(rows * ROW_HEIGHT)}px` }}>
      <td />
    </tr>
  );
}
