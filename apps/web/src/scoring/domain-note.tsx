import type { DomainNote } from '../api/types.js';
import { formatRange, FIGURES, gradeMood } from '../ui/domain-figures.js';
import { Section } from '../ui/section.js';
import { Table, type Column } from '../ui/table.js';

const COLUMNS: readonly Column<DomainNote['figures'][number]>[] = [
  ['Figure', ({ figure }) => FIGURES[figure].name],
  ['These clips', ({ figure, archive }) => formatRange(figure, archive)],
  ['Training', ({ figure, training }) => formatRange(figure, training)],
  ['Distance', ({ distance }) => distance?.toFixed(2) ?? '–'],
  ['Grade', ({ grade }) => grade ?? '–'],
];

/** Shows how far the clips are from the model's training data, and what that means for the scores. */
export function Domain({ note: { grade, figures, sentence, advice } }: { note: DomainNote }) {
  const badge = (
    <span class={`badge ${gradeMood(grade)}`}>{grade === null ? 'unknown' : `grade ${grade}`}</span>
  );
  return (
    <Section id="domain" title={<>Domain {badge}</>}>
      <p>
        {sentence} {advice}
      </p>
      {figures.length > 0 && (
        <>
          <Table class="domain" name="Figures of the domain" rows={figures} columns={COLUMNS}>
            <caption class="unseen">These clips compared with the training data</caption>
          </Table>
          <p class="small">
            Figures are medians with the 10th to 90th percentile. Distances are in standard deviations of the
            training data.
          </p>
        </>
      )}
    </Section>
  );
}
