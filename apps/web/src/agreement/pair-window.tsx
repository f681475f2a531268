import { ClipLink } from '../ui/clip-link.js';
import { ScrollWindow, type WindowColumn } from '../ui/scroll-window.js';
import { percent } from '../words.js';
import { isAgreed, type Pair, type PairWish } from './agreement.js';

interface Props {
  /** The run whose clip pages the names link to. */
  readonly runId: string;
  readonly pairs: readonly Pair[];
  readonly wish: PairWish;
}

/** Shows pairs of answers in a scrolling table. */
export function PairWindow({ runId, pairs, wish }: Props) {
  const columns: WindowColumn<Pair>[] = [
    {
      head: 'Clip',
      kind: 'wide',
      cell: ({ clip, name }) => <ClipLink runId={runId} clip={clip} name={name} />,
    },
    { head: 'First', kind: 'label', cell: ({ first }) => <Verdict of={first} /> },
    {
      head: 'Second',
      kind: 'label',
      cell: (pair) => (
        <span class={isAgreed(pair) ? undefined : 'failed'}>
          <Verdict of={pair.second} />
        </span>
      ),
    },
    { head: 'Distance', kind: 'right roomy', cell: ({ distance }) => percent(distance) },
  ];
  return <ScrollWindow name="Clips by disagreement" rows={pairs} columns={columns} wish={wish} />;
}

/** Shows an answer. Narrow screens have room for the label only. */
function Verdict({ of: { label, probability } }: { of: Pair['first'] }) {
  return (
    <>
      {label} <span class="roomy">{percent(probability, 0)}</span>
    </>
  );
}
