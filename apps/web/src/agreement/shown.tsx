import { useMemo, useState } from 'preact/hooks';
import { normalizeConfusion } from '../training/confusion.js';
import { LabelTable } from '../ui/label-table.js';
import { Empty, Problem } from '../ui/note.js';
import { Numbers } from '../ui/numbers.js';
import { LabelSelect } from '../ui/label-select.js';
import { Section } from '../ui/section.js';
import { Select } from '../ui/select.js';
import { count, counted, percent } from '../words.js';
import { computeAgreement, selectPairs, type Agreement, type Pair, type PairWish } from './agreement.js';
import { PairWindow } from './pair-window.js';
import { usePairs } from './use-pairs.js';

/** Shows how far two runs agree, and the clips on which they differ. */
export function AgreementView({ firstId, secondId }: { firstId: string; secondId: string }) {
  const { data, error } = usePairs(firstId, secondId);
  const pairs = data?.pairs ?? null;
  const agreement = useMemo(() => (pairs === null ? null : computeAgreement(pairs)), [pairs]);
  if (error !== null) return <Problem message={error} />;
  if (pairs === null || agreement === null)
    return (
      <p class="loading" role="status">
        Loading scores … {count(data?.read ?? 0)}
      </p>
    );
  if (pairs.length === 0) return <Empty>The two runs have no scored clips in common.</Empty>;
  return (
    <>
      <Section id="agreement" title="Agreement">
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
      </Section>
      <Clips runId={firstId} pairs={pairs} agreement={agreement} />
    </>
  );
}

/** Shows clips by both labels: the first model's in rows, the second model's in columns. */
function LabelCounts({ agreement: { firstLabels, secondLabels, counts } }: { agreement: Agreement }) {
  const shares = normalizeConfusion(counts, 'rows');
  return (
    <LabelTable
      name="Labels of both models"
      caption="Clips: rows are labels of the first model, columns are labels of the second"
      rows={firstLabels}
      columns={secondLabels}
      cells={counts.map((row, first) =>
        row.map((clips, second) => ({ text: count(clips), share: shares[first]?.[second] ?? 0 })),
      )}
    />
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
    <Section id="pairs" title="Clips, largest distance first">
      <div class="fields">
        <LabelSelect
          label="Label of the first model"
          labels={agreement.firstLabels}
          value={wish.first}
          onChange={(first) => change({ first })}
        />
        <LabelSelect
          label="Label of the second model"
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
          {wish.onlyApart ? 'The two models agree on all of these.' : 'No clips match these filters.'}
        </Empty>
      ) : (
        <PairWindow runId={runId} pairs={shown} wish={wish} />
      )}
    </Section>
  );
}
