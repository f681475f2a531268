import { count } from '../words.js';
import type { Agreement } from './agreement.js';

/** Labels of the first model down, of the second across. */
export function LabelCounts({ agreement }: { agreement: Agreement }) {
  const { firstLabels, secondLabels, counts } = agreement;
  return (
    <div class="scroll" role="region" aria-label="Labels of both models, scrolling" tabIndex={0}>
      <table class="confusion">
        <caption>Clips: label by the first down, by the second across</caption>
        <thead>
          <tr>
            <td />
            {secondLabels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, at) => {
            const sum = row.reduce((total, clips) => total + clips, 0);
            return (
              <tr key={firstLabels[at]}>
                <th scope="row">{firstLabels[at]}</th>
                {row.map((clips, column) => (
                  <td
                    key={secondLabels[column]}
                    class={firstLabels[at] === secondLabels[column] ? 'hit' : undefined}
                    style={{ '--share': String(sum === 0 ? 0 : clips / sum) }}
                  >
                    {count(clips)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
