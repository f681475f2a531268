import { useState } from 'preact/hooks';
import { Select } from '../ui/select.js';
import { count, percent } from '../words.js';
import { sharesOf, type Normalisation } from './confusion.js';

const WORDS: Readonly<Record<Normalisation, string>> = {
  counts: 'Clips',
  rows: 'Shares of each true label (rows sum to 100 %)',
  columns: 'Shares of each answer (columns sum to 100 %)',
};

/** True labels down, answers across. */
export function ConfusionTable({
  labels,
  counts,
}: {
  labels: readonly string[];
  counts: readonly (readonly number[])[];
}) {
  const [by, setBy] = useState<Normalisation>('counts');
  const shades = sharesOf(counts, by === 'columns' ? 'columns' : 'rows');
  const textOf = (clips: number, share: number) => (by === 'counts' ? count(clips) : percent(share));
  return (
    <>
      <Select
        label="Confusion matrix in"
        options={WORDS}
        value={by}
        onChange={(value) => setBy(value === 'rows' || value === 'columns' ? value : 'counts')}
      />
      <div class="scroll" role="region" aria-label="Confusion matrix, scrolling" tabIndex={0}>
        <table class="confusion">
          <caption>{WORDS[by]}: true label down, answer across</caption>
          <thead>
            <tr>
              <td />
              {labels.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, truth) => (
              <tr key={labels[truth]}>
                <th scope="row">{labels[truth]}</th>
                {row.map((clips, answer) => {
                  const share = shades[truth]?.[answer] ?? 0;
                  return (
                    <td
                      key={answer}
                      class={truth === answer ? 'hit' : undefined}
                      style={{ '--share': String(share) }}
                    >
                      {textOf(clips, share)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
