import { useState } from 'preact/hooks';
import { LabelTable } from '../ui/label-table.js';
import { Select } from '../ui/select.js';
import { count, percent } from '../words.js';
import { normalizeConfusion, type Normalization } from './confusion.js';

const WORDS: Readonly<Record<Normalization, string>> = {
  counts: 'Clips',
  rows: 'Share of each true label (rows sum to 100 %)',
  columns: 'Share of each prediction (columns sum to 100 %)',
};

/** Shows a confusion matrix: true labels in rows, predicted labels in columns. */
export function ConfusionTable({
  labels,
  counts,
}: {
  labels: readonly string[];
  counts: readonly (readonly number[])[];
}) {
  const [by, setBy] = useState<Normalization>('counts');
  const shares = normalizeConfusion(counts, by === 'columns' ? 'columns' : 'rows');
  const textOf = (clips: number, share: number) => (by === 'counts' ? count(clips) : percent(share));
  return (
    <>
      <Select
        label="Show confusion as"
        options={WORDS}
        value={by}
        onChange={(value) => setBy(value === 'rows' || value === 'columns' ? value : 'counts')}
      />
      <LabelTable
        name="Confusion matrix"
        caption={`${WORDS[by]}: rows are true labels, columns are predicted labels`}
        rows={labels}
        columns={labels}
        cells={counts.map((row, truth) =>
          row.map((clips, answer) => {
            const share = shares[truth]?.[answer] ?? 0;
            return { text: textOf(clips, share), share };
          }),
        )}
      />
    </>
  );
}
