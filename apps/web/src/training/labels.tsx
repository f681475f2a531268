import type { TrainingReport } from '../api/types.js';
import { BarList } from '../ui/bar-list.js';
import { Table } from '../ui/table.js';
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
      <Table
        name="Table of labels"
        rows={perClass}
        columns={[
          ['Label', ({ label }) => label],
          ['Test clips', ({ support }) => count(support), 'right'],
          ['Precision', ({ precision }) => percent(precision), 'right'],
          ['F1', ({ f1 }) => percent(f1), 'right'],
        ]}
      />
    </div>
  );
}
