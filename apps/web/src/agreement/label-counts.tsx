import { sharesOf } from '../training/confusion.js';
import { LabelTable } from '../ui/label-table.js';
import { count } from '../words.js';
import type { Agreement } from './agreement.js';

/** Labels of the first model down, of the second across. */
export function LabelCounts({ agreement }: { agreement: Agreement }) {
  const { firstLabels, secondLabels, counts } = agreement;
  const shares = sharesOf(counts, 'rows');
  return (
    <LabelTable
      name="Labels of both models"
      caption="Clips: label by the first down, by the second across"
      rows={firstLabels}
      columns={secondLabels}
      cells={counts.map((row, first) =>
        row.map((clips, second) => ({ text: count(clips), share: shares[first]?.[second] ?? 0 })),
      )}
    />
  );
}
