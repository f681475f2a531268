import { useMemo, useState } from 'preact/hooks';
import { Empty, Problem } from '../ui/note.js';
import { Numbers } from '../ui/numbers.js';
import { Select } from '../ui/select.js';
import { count, counted, percent } from '../words.js';
import { agreementOf, selectPairs, type Agreement, type Pair, type PairWish } from './agreement.js';
import { LabelCounts } from './label-counts.js';
import { PairWindow } from './pair-window.js';
import { usePairs } from './use-pairs.js';

interface Props {
  readonly firstId: string;
  readonly secondId: string;
}

/** How far two runs say the same, and where they do not. */
export function Shown({ firstId, secondId }: Props) {
  const { pairs, read, error } = usePairs(firstId, secondId);
  const agreement = useMemo(() => (pairs === null ? null : agreementOf(pairs)), [pairs]);
  if (error !== null) return <Problem message={error} />;
  if (pairs === null || agreement === null)
    return (
      <p class="loading" role="status">
        Loading scores … {count(read)}
      </p>
    );
  if (pairs.length === 0)
    return (
      <Empty>
        <p>There is no clip that both have scored.</p>
      </Empty>
    );
  return (
    <>
      <section aria-labelledby="agreement">
        <h2 id="agreement">Agreement</h2>
        <Numbers
          of={[
            ['Same label', percent(agreement.agreed / agreement.clips)],
            ['Clips apart', count(agreement.clips - agreement.agreed)],
            ['Clips that both scored', count(agreement.clips)],
            ["Cohen's kappa", agreement.kappa?.toFixed(3) ?? '–'],
            ['Mean distance', percent(agreement.meanDistance)],
          ]}
        />
        <p class="small">
          The distance of a clip is the share of probability that would have to move from one label to
          another: 0 % where both models say the same, 100 % where they share nothing.
        </p>
        <LabelCounts agreement={agreement} />
      </section>
      <Clips runId={firstId} pairs={pairs} agreement={agreement} />
    </>
  );
}

interface ClipsProps {
  readonly runId: string;
  readonly pairs: readonly Pair[];
  readonly agreement: Agreement;
}

function Clips({ runId, pairs, agreement }: ClipsProps) {
  const [wish, setWish] = useState<PairWish>({ first: null, second: null, onlyApart: true, search: '' });
  const shown = useMemo(() => selectPairs(pairs, wish), [pairs, wish]);
  const change = (part: Partial<PairWish>) => setWish((before) => ({ ...before, ...part }));
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs">Clips, furthest apart first</h2>
      <div class="fields">
        <LabelSelect
          name="first"
          labels={agreement.firstLabels}
          value={wish.first}
          onChange={(first) => change({ first })}
        />
        <LabelSelect
          name="second"
          labels={agreement.secondLabels}
          value={wish.second}
          onChange={(second) => change({ second })}
        />
        <Select
          label="Show"
          options={{ apart: 'clips of different labels', all: 'all clips' }}
          value={wish.onlyApart ? 'apart' : 'all'}
          onChange={(value) => change({ onlyApart: value === 'apart' })}
        />
        <div class="field">
          <label for="pair-search">Name holds</label>
          <input
            id="pair-search"
            type="search"
            value={wish.search}
            onInput={({ currentTarget: { value } }) => change({ search: value })}
          />
        </div>
      </div>
      <p class="small" role="status">
        {count(shown.length)} of {counted(pairs.length, 'clip')}
      </p>
      {shown.length === 0 ? (
        <Empty>
          <p>{wish.onlyApart ? 'The two models agree on all of these.' : 'No clip is like that.'}</p>
        </Empty>
      ) : (
        <PairWindow runId={runId} pairs={shown} wish={wish} />
      )}
    </section>
  );
}

interface LabelSelectProps {
  readonly name: 'first' | 'second';
  readonly labels: readonly string[];
  readonly value: string | null;
  readonly onChange: (label: string | null) => void;
}

function LabelSelect({ name, labels, value, onChange }: LabelSelectProps) {
  // Labels are of strangers: one may be called "all".
  const options = { all: 'all', ...Object.fromEntries(labels.map((label) => [`=${label}`, label])) };
  return (
    <Select
      label={`Label by the ${name}`}
      options={options}
      value={value === null ? 'all' : `=${value}`}
      onChange={(choice) => onChange(choice === 'all' ? null : choice.slice(1))}
    />
  );
}
