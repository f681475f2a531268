import type { Model } from '../api/types.js';
import { describeArchitecture } from './describe-architecture.js';
import { ConfusionDifferences } from './confusion-differences.js';
import { Empty } from '../ui/note.js';
import { Section } from '../ui/section.js';
import { Table, type Column } from '../ui/table.js';
import { bytes, count, percent } from '../words.js';

type Fact = readonly [name: string, of: (model: Model) => string];

const FACTS: readonly Fact[] = [
  ['UAR', ({ test }) => formatKnown(test, ({ uar }) => percent(uar))],
  ['Accuracy', ({ test }) => formatKnown(test, ({ accuracy }) => percent(accuracy))],
  ['Macro F1', ({ test }) => formatKnown(test, ({ macroF1 }) => percent(macroF1))],
  ['Calibration error', ({ test }) => formatKnown(test, ({ ece }) => percent(ece))],
  ['Brier score', ({ test }) => formatKnown(test, ({ brier }) => brier.toFixed(3))],
  ['Test clips', ({ test }) => formatKnown(test, ({ clips }) => count(clips))],
  ['Corpus', ({ corpus }) => corpus],
  [
    'Split',
    ({ split }) =>
      formatKnown(split, ({ name, fold, seed }) => `${name}, fold ${String(fold)}, seed ${String(seed)}`),
  ],
  ['Architecture', describeArchitecture],
  ['Feature set', ({ featureSetName, featureSetId }) => featureSetName ?? featureSetId],
  ['Parameters', ({ parameters }) => count(parameters)],
  ['Size', ({ weightBytes }) => (weightBytes === undefined ? '–' : bytes(weightBytes))],
  ['Time per clip, batch of 1', ({ latency }) => `${latency.perClipMsBatch1.toPrecision(3)} ms`],
  ['Time per clip, batch of 64', ({ latency }) => `${latency.perClipMsBatch64.toPrecision(3)} ms`],
];

/** Compares models side by side. A note warns if they were tested on different splits. */
export function Comparison({ models }: { models: readonly Model[] }) {
  if (models.length === 0) return null;
  if (models.length === 1) return <Empty>Choose another model to compare with {models[0]?.name}.</Empty>;
  const recalls = [...new Set(models.flatMap(({ labels }) => labels))].map((label): Fact => [
    `Recall of ${label}`,
    ({ test }) => {
      const found = test?.perClass.find((row) => row.label === label);
      return found === undefined ? '–' : percent(found.recall);
    },
  ]);
  const isSameTest = new Set(models.map(({ split }) => split?.hash)).size === 1;
  return (
    <Section id="side-by-side" title="Side by side">
      {!isSameTest && (
        <p class="note">These models were tested on different clips, so their results are not comparable.</p>
      )}
      <Table
        name="Table of models"
        rows={[...FACTS, ...recalls]}
        columns={[
          ['', ([fact]) => fact],
          ...models.map((model): Column<Fact> => [model.name, ([, of]) => of(model)]),
        ]}
      />
      <ConfusionDifferences models={models} />
    </Section>
  );
}

/** Formats a value; an ensemble's unknown value is a dash. */
function formatKnown<T>(value: T | null, of: (value: T) => string): string {
  return value === null ? '–' : of(value);
}
