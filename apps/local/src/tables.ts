import type { ErrorLine, Evaluation, ScoreLine, TrainingReport } from '#libs/contracts';
import { shown } from '#libs/terminal';

/** Formats rows as aligned text: the first column to the left, all others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

/** Formats names and values, both aligned to the left. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
}

const rate = (value: number): string => value.toFixed(3);

export function evaluationTable(evaluation: Evaluation): string {
  const classes = evaluation.perClass.map(({ label, precision, recall, f1, support }) => [
    ...[label, rate(precision), rate(recall), rate(f1), String(support)],
  ]);
  return [
    facts([
      ['accuracy', rate(evaluation.accuracy)],
      ['UAR', rate(evaluation.uar)],
      ['macro F1', rate(evaluation.macroF1)],
    ]),
    table([['class', 'precision', 'recall', 'F1', 'clips'], ...classes]),
  ].join('\n\n');
}

/** Formats the confusion matrix: a row for each true label, a column for each predicted label. */
export function confusionTable(report: Pick<TrainingReport, 'labels' | 'test'>): string {
  const { labels } = report;
  const rows = labels.map((label, index) => [label, ...(report.test.confusion[index] ?? []).map(String)]);
  return table([['true \\ predicted', ...labels], ...rows]);
}

/** Formats the first scores; `madeAs` adds the emotion of each synthetic clip. */
export function scoresTable(
  scores: readonly ScoreLine[],
  madeAs: ReadonlyMap<string, string> | null,
): string {
  const head = [
    'clip',
    'label',
    'probability',
    'next',
    'probability',
    ...(madeAs === null ? [] : ['made as']),
  ];
  const rows = scores.map(({ name, label, probability, probabilities }) => {
    const [next = '', nextProbability = 0] = findSecond(probabilities, label);
    const made = madeAs === null ? [] : [madeAs.get(name) ?? ''];
    return [shorten(name), label, rate(probability), next, rate(nextProbability), ...made];
  });
  return table([head, ...rows]);
}

export function errorsTable(errors: readonly ErrorLine[]): string {
  return errors.map(({ name, code, message }) => `  ${shorten(name)}  ${code}  ${message}`).join('\n');
}

function findSecond(probabilities: Readonly<Record<string, number>>, label: string): [string, number] | [] {
  const others = Object.entries(probabilities).filter(([name]) => name !== label);
  return others.sort(([, a], [, b]) => b - a)[0] ?? [];
}

/** Shortens a long name from its start, because the end of a path tells clips apart. */
function shorten(name: string): string {
  const plain = shown(name);
  return plain.length <= 44 ? plain : `…${plain.slice(-43)}`;
}
