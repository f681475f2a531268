import type { TrainingReport } from '../api/types.js';
import { BarList } from '../ui/bar-list.js';
import { count, percent } from '../words.js';

/** Shows recall of each label as bars, and precision and F1 in a table. */
export function Labels({ perClass }: { perClass: TrainingReport['test']['perClass'] }) {
  return (
    <div class="labels">
      <BarList
        caption="Recall of each label"
        head="Recall"
        bars={perClass.map(({ label, recall }) => ({
          label,
          share: recall,
          text: `${percent(recall)} recall`,
        }))}
      />
      <div class="scroll" role="region" aria-label="Table of labels" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {['Label', 'Test clips', 'Precision', 'F1'].map((name, at) => (
                <th key={name} scope="col" class={at === 0 ? undefined : 'right'}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {perClass.map(({ label, support, precision, f1 }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="right">{count(support)}</td>
                <td class="right">{percent(precision)}</td>
                <td class="right">{percent(f1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
