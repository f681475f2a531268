import { normalizeConfusion } from '../training/confusion.js';
import { LabelTable } from '../ui/label-table.js';
import { count } from '../words.js';
import type { Agreement } from './agreement.js';

/** Shows clips by both labels: the first model's in rows, the second model's in columns. */
export function LabelCounts({ agreement }: { agreement: Agreement }) {
  const { firstLabels, secondLabels, counts } = agreement;
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
