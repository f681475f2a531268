import { table } from '../markdown.js';
import { modelName, formatPlusMinus, type Row } from './rows.js';

const POOLINGS = ['paper-20', 'stride-20', 'span-20'];

export function poolingSection(rows: readonly Row[]): string {
  const literal = rows.filter(
    ({ report }) =>
      report.compression === undefined &&
      report.recipe.startsWith('paper') &&
      POOLINGS.includes(report.featureSet),
  );
  const groups = new Map<string, Row[]>();
  for (const row of literal) {
    const key = `${row.report.protocol} ${modelName(row.report)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const cell = (own: readonly Row[], featureSet: string) => {
    const found = own.find(({ report }) => report.featureSet === featureSet);
    return found === undefined ? '' : formatPlusMinus(found.summary.accuracy);
  };
  return [
    'The figures are accuracy. `paper-20` reads the first 3 s in 20 bins, `stride-20` reads 20 windows of 150 ms, and `span-20` reads the whole clip in 20 bins. Trainings with `last-epoch` use the whole train subset, as in the paper. Under P0, the others set a tenth of it apart for validation.',
    table(
      ['protocol', 'recipe', ...POOLINGS],
      [...groups.values()].map((own) => [...headOf(own), ...POOLINGS.map((name) => cell(own, name))]),
    ),
  ].join('\n\n');
}

function headOf([first]: readonly Row[]): string[] {
  return first === undefined ? [] : [first.report.protocol, modelName(first.report)];
}
