import { percent, table } from '../markdown.js';
import { interval, modelName, formatPlusMinus, type Row } from './rows.js';

export function protocolTable(rows: readonly Row[]): string {
  return table(
    [
      'protocol',
      'corpus',
      'recipe',
      'features',
      'seeds',
      'folds',
      'UAR',
      '95 %',
      'accuracy',
      'macro F1',
      'twins in training',
    ],
    rows.map(({ report, summary }) => [
      report.protocol,
      report.corpus,
      modelName(report),
      report.featureSet,
      String(summary.seeds.length),
      summary.isWhole ? String(report.folds) : `${summary.folds.length} of ${report.folds}`,
      formatPlusMinus(summary.uar),
      interval(summary.uar),
      formatPlusMinus(summary.accuracy),
      formatPlusMinus(summary.macroF1),
      summary.twinsInTraining === null ? '' : percent(summary.twinsInTraining),
    ]),
  );
}
