import type { Model } from '../api/types.js';
import { architectureOf } from './architecture-of.js';
import { ConfusionDifferences } from './confusion-differences.js';
import { Empty } from '../ui/note.js';
import { Section } from '../ui/section.js';
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
  ['Architecture', architectureOf],
  ['Feature set', ({ featureSetName, featureSetId }) => featureSetName ?? featureSetId],
  ['Parameters', ({ parameters }) => count(parameters)],
  ['Size', ({ weightBytes }) => (weightBytes === undefined ? '–' : bytes(weightBytes))],
  ['Time per clip, batch of 1', ({ latency }) => milliseconds(latency.perClipMsBatch1)],
  ['Time per clip, batch of 64', ({ latency }) => milliseconds(latency.perClipMsBatch64)],
];

/** Compares models side by side. A note warns if they were tested on different splits. */
export function Comparison({ models }: { models: readonly Model[] }) {
  if (models.length === 0) return null;
  if (models.length === 1) return <Empty>Choose another model to compare with {models[0]?.name}.</Empty>;
  const labels = [...new Set(models.flatMap((model) => model.labels))];
  const isSameTest = new Set(models.map(({ split }) => split?.hash)).size === 1;
  return (
    <Section id="side-by-side" title="Side by side">
      {!isSameTest && (
        <p class="note">These models were tested on different clips, so their results are not comparable.</p>
      )}
      <div class="scroll" role="region" aria-label="Table of models" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {models.map(({ id, name }) => (
                <th key={id} scope="col" class="name">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FACTS.map(([fact, of]) => (
              <Row key={fact} name={fact} values={models.map(of)} />
            ))}
            {labels.map((label) => (
              <Row
                key={`=${label}`}
                name={`Recall of ${label}`}
                values={models.map((model) => formatRecall(model, label))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ConfusionDifferences models={models} />
    </Section>
  );
}

function Row({ name, values }: { name: string; values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, at) => (
        <td key={at}>{value}</td>
      ))}
    </tr>
  );
}

function formatRecall({ test }: Model, label: string): string {
  const found = test?.perClass.find((row) => row.label === label);
  return found === undefined ? '–' : percent(found.recall);
}

/** Formats a value; an ensemble's unknown value is a dash. */
function formatKnown<T>(value: T | null, of: (value: T) => string): string {
  return value === null ? '–' : of(value);
}

function milliseconds(value: number): string {
  return `${value.toPrecision(3)} ms`;
}
