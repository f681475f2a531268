import { useMemo, useState } from 'preact/hooks';
import { Empty, Problem } from '../ui/note.js';
import { LabelSelect } from '../ui/label-select.js';
import { Section } from '../ui/section.js';
import { Select } from '../ui/select.js';
import { count, counted } from '../words.js';
import { FAILED, countUncertain, select, type SortKey, type Wish } from './clip-rows.js';
import { ClipWindow } from './clip-window.js';
import { MOST_ROWS } from './read-clips.js';
import type { Clips } from './use-clips.js';

interface Props {
  readonly runId: string;
  readonly clips: Clips;
  readonly labels: readonly string[];
}

const ALL: Wish = {
  label: null,
  between: null,
  uncertain: null,
  search: '',
  sort: 'clip',
  isDescending: false,
};

const PROBABILITIES = {
  any: 'any',
  sure: '90 % or more',
  middling: '50 to 90 %',
  unsure: 'under 50 %',
} as const;
const THRESHOLD = { certain: 'certain', uncertain: 'uncertain' } as const;
const BETWEEN: Readonly<Record<string, readonly [number, number]>> = {
  sure: [0.9, Infinity],
  middling: [0.5, 0.9],
  unsure: [0, 0.5],
};

export function ClipTable({ runId, clips: { rows, error, isCut }, labels }: Props) {
  const [wish, setWish] = useState(ALL);
  const [probability, setProbability] = useState('any');
  const uncertain = useMemo(() => countUncertain(rows), [rows]);
  const shown = useMemo(() => select(rows, wish), [rows, wish]);
  const sort = (sorted: SortKey) =>
    setWish((before) => ({
      ...before,
      sort: sorted,
      isDescending: before.sort === sorted && !before.isDescending,
    }));
  return (
    <Section id="clips" title="Clips">
      {error !== null && <Problem message={error} />}
      <div class="fields">
        <LabelSelect
          label="Label"
          labels={labels}
          more={{ [FAILED]: 'without a score' }}
          value={wish.label}
          onChange={(label) => setWish((before) => ({ ...before, label }))}
        />
        <Select
          label="Probability"
          options={uncertain === null ? PROBABILITIES : { ...PROBABILITIES, ...THRESHOLD }}
          value={probability}
          onChange={(choice) => {
            setProbability(choice);
            setWish((before) => ({
              ...before,
              between: BETWEEN[choice] ?? null,
              uncertain: choice in THRESHOLD ? choice === 'uncertain' : null,
            }));
          }}
        />
        <div class="field">
          <label for="search">Name contains</label>
          <input
            id="search"
            type="search"
            value={wish.search}
            onInput={({ currentTarget: { value } }) => setWish((before) => ({ ...before, search: value }))}
          />
        </div>
      </div>
      <p class="small" role="status">
        {shown.length === rows.length
          ? counted(rows.length, 'clip')
          : `${count(shown.length)} of ${counted(rows.length, 'clip')}`}
        {isCut && `, the first ${count(MOST_ROWS)} of the run; the result files contain all`}
      </p>
      {shown.length === 0 ? (
        <Empty>
          {rows.length === 0 ? 'Clips appear here when they are scored.' : 'No clips match these filters.'}
        </Empty>
      ) : (
        <ClipWindow runId={runId} rows={shown} wish={wish} onSort={sort} />
      )}
    </Section>
  );
}
