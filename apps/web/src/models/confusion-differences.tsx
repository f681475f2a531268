import type { Model } from '../api/types.js';
import { subtractConfusion } from '../training/confusion.js';
import { LabelTable } from '../ui/label-table.js';
import { points } from '../words.js';

/** The darkest color stands for the table's largest difference, but for at least 10 percentage points. */
const LEAST_SCALE = 0.1;

/** Shows which labels each model confuses more or less often than the first model. */
export function ConfusionDifferences({ models: [first, ...others] }: { models: readonly Model[] }) {
  if (first === undefined) return null;
  return (
    <>
      <h3>Difference in confusion from {first.name}</h3>
      {others.map((model) => (
        <Difference key={model.id} model={model} first={first} />
      ))}
    </>
  );
}

function Difference({ model, first }: { model: Model; first: Model }) {
  if (model.test === null || first.test === null)
    return (
      <p class="note">
        {(model.test === null ? model : first).name} was not tested, so it has no confusion matrix.
      </p>
    );
  const difference = subtractConfusion(
    { labels: model.labels, confusion: model.test.confusion },
    { labels: first.labels, confusion: first.test.confusion },
  );
  if (difference === null)
    return (
      <p class="note">
        {model.name} and {first.name} have different labels, so their confusion matrices cannot be compared:{' '}
        {model.labels.join(', ')} and {first.labels.join(', ')}.
      </p>
    );
  const scale = Math.max(LEAST_SCALE, ...difference.flat().map((share) => Math.abs(share ?? 0)));
  return (
    <LabelTable
      name={`Confusion of ${model.name}`}
      caption={`${model.name} minus ${first.name}, in percentage points of the clips of each true label. Rows are true labels, columns are predicted labels. Higher is better on the diagonal, lower elsewhere.`}
      rows={first.labels}
      columns={first.labels}
      cells={difference.map((row) =>
        row.map((share) => ({ text: points(share), share: (share ?? 0) / scale })),
      )}
    />
  );
}
