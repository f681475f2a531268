import type { ProtocolReport } from '#libs/contracts';
import { percent, share, tableOf } from '../markdown.js';
import { modelName, type Row } from './rows.js';

type Run = ProtocolReport['runs'][number];

export function calibrationTable(rows: readonly Row[]): string {
  const calibrated = rows.flatMap(({ report, summary }) =>
    summary.calibrated === null ? [] : [{ report, summary, after: summary.calibrated }],
  );
  return [
    'ECE and Brier score are measured on test clips, without and with a temperature that was fitted on validation clips. Conformal sets are built to contain the true label in 90 % of the cases. "Answered" is the share of test clips whose score is not [uncertain](scoring.md#uncertain-scores).',
    tableOf(calibrated, {
      protocol: ({ report }) => report.protocol,
      recipe: ({ report }) => modelName(report),
      features: ({ report }) => report.featureSet,
      ECE: ({ summary }) => share(summary.ece.mean),
      'ECE calibrated': ({ after }) => share(after.ece.mean),
      Brier: ({ summary }) => share(summary.brier.mean),
      'Brier calibrated': ({ after }) => share(after.brier.mean),
      'sets with the true label': ({ report }) =>
        percent(meanOf(report, (run) => run.conformal?.testCoverage)),
      'labels per set': ({ report }) =>
        share(
          meanOf(report, (run) => run.conformal?.meanSetSize),
          2,
        ),
      answered: ({ report }) => percent(meanOf(report, (run) => run.abstention?.testAnswered)),
      'accuracy of answered clips': ({ report }) =>
        percent(meanOf(report, (run) => run.abstention?.testAccuracyAnswered)),
    }),
  ].join('\n\n');
}

function meanOf({ runs }: ProtocolReport, figure: (run: Run) => number | undefined): number {
  return runs.reduce((sum, run) => sum + (figure(run) ?? 0), 0) / runs.length;
}
