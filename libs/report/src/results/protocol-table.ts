import { percent, tableOf } from '../markdown.js';
import { interval, modelName, formatPlusMinus, type Row } from './rows.js';

export function protocolTable(rows: readonly Row[]): string {
  return tableOf(rows, {
    protocol: ({ report }) => report.protocol,
    corpus: ({ report }) => report.corpus,
    recipe: ({ report }) => modelName(report),
    features: ({ report }) => report.featureSet,
    seeds: ({ summary }) => String(summary.seeds.length),
    folds: ({ report: { folds }, summary }) =>
      summary.isWhole ? String(folds) : `${summary.folds.length} of ${folds}`,
    UAR: ({ summary }) => formatPlusMinus(summary.uar),
    '95 %': ({ summary }) => interval(summary.uar),
    accuracy: ({ summary }) => formatPlusMinus(summary.accuracy),
    'macro F1': ({ summary }) => formatPlusMinus(summary.macroF1),
    'twins in training': ({ summary: { twinsInTraining } }) =>
      twinsInTraining === null ? '' : percent(twinsInTraining),
  });
}
