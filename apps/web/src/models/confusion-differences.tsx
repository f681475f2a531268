import type { Model } from '../api/types.js';
import { differenceOf } from '../training/confusion.js';
import { LabelTable } from '../ui/label-table.js';
import { points } from '../words.js';

/** The darkest colour of a table stands for its largest difference, but for no less than this. */
const LEAST_SCALE = 0.1;

/** What each model takes for what more often or less often than the first one. */
export function ConfusionDifferences({ models: [first, ...others] }: { models: readonly Model[] }) {
  if (first === undefined) return null;
  return (
    <>
      <h3>Confusion, less that of {first.name}</h3>
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
        {(model.test === null ? model : first).name} was not tested by itself: it has no confusion.
      </p>
    );
  const difference = differenceOf(
    { labels: model.labels, confusion: model.test.confusion },
    { labels: first.labels, confusion: first.test.confusion },
  );
  if (difference === null)
    return (
      <p class="note">
        {model.name} and {first.name} do not know the same labels: {model.labels.join(', ')} is what the one
        tells apart, {first.labels.join(', ')} the other. Their confusions have no difference.
      </p>
    );
  const scale = Math.max(LEAST_SCALE, ...difference.flat().map((share) => Math.abs(share ?? 0)));
  return (
    <LabelTable
      name={`Confusion of ${model.name}`}
      caption={`${model.name} less ${first.name}, in percentage points of the clips of each true label: true label down, answer across. On the diagonal more is better, elsewhere less is.`}
      rows={first.labels}
      columns={first.labels}
      cells={difference.map((row) =>
        row.map((share) => ({ text: points(share), share: (share ?? 0) / scale })),
      )}
    />
  );
}
