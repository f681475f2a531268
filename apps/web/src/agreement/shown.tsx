import { useMemo, useState } from 'preact/hooks';
import { Empty, Problem } from '../ui/note.js';
import { Numbers } from '../ui/numbers.js';
import { Select } from '../ui/select.js';
import { count, counted, percent } from '../words.js';
import { computeAgreement, selectPairs, type Agreement, type Pair, type PairWish } from './agreement.js';
import { LabelCounts } from './label-counts.js';
import { PairWindow } from './pair-window.js';
import { usePairs } from './use-pairs.js';

interface Props {
  readonly firstId: string;
  readonly secondId: string;
}

/** Shows how far two runs agree, and the clips on which they differ. */
export function AgreementView({ firstId, secondId }: Props) {
  const { pairs, read, error } = usePairs(firstId, secondId);
  const agreement = useMemo(() => (pairs === null ? null : computeAgreement(pairs)), [pairs]);
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
        <p>The two runs have no scored clips in common.</p>
      </Empty>
    );
  return (
    <>
      <section aria-labelledby="agreement">
        <h2 id="agreement">Agreement</h2>
        <Numbers
          of={[
            ['Same label', percent(agreement.agreed / agreement.clips)],
            ['Different label', count(agreement.clips - agreement.agreed)],
            ['Clips scored by both', count(agreement.clips)],
            ["Cohen's kappa", agreement.kappa?.toFixed(3) ?? '–'],
            ['Mean distance', percent(agreement.meanDistance)],
          ]}
        />
        <p class="small">
          The distance of a clip is the share of probability that would have to move to other labels: 0 % if
          both models agree completely, 100 % if their answers have nothing in common.
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
      <h2 id="pairs">Clips, largest distance first</h2>
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
          options={{ apart: 'clips with different labels', all: 'all clips' }}
          value={wish.onlyApart ? 'apart' : 'all'}
          onChange={(value) => change({ onlyApart: value === 'apart' })}
        />
        <div class="field">
          <label for="pair-search">Name contains</label>
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
          <p>{wish.onlyApart ? 'The two models agree on all of these.' : 'No clips match these filters.'}</p>
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
  // Users choose labels, so one may be called "all".
  const options = { all: 'all', ...Object.fromEntries(labels.map((label) => [`=${label}`, label])) };
  return (
    <Select
      label={`Label of the ${name} model`}
      options={options}
      value={value === null ? 'all' : `=${value}`}
      onChange={(choice) => onChange(choice === 'all' ? null : choice.slice(1))}
    />
  );
}
