import type { ProtocolReport } from '#libs/contracts';
import { percent, share, table } from '../markdown.js';
import { modelName, type Row } from './rows.js';

export function calibrationTable(rows: readonly Row[]): string {
  return [
    'ECE and Brier score are measured on test clips, without and with a temperature that was fitted on validation clips. Conformal sets are built to contain the true label in 90 % of the cases. "Answered" is the share of test clips whose score is not [uncertain](scoring.md#uncertain-scores).',
    table(
      [
        'protocol',
        'recipe',
        'features',
        'ECE',
        'ECE calibrated',
        'Brier',
        'Brier calibrated',
        'sets with the true label',
        'labels per set',
        'answered',
        'accuracy of answered clips',
      ],
      rows.flatMap(({ report, summary }) => {
        const { calibrated } = summary;
        if (calibrated === null) return [];
        const mean = (of: (run: ProtocolReport['runs'][number]) => number | undefined) =>
          report.runs.reduce((sum, run) => sum + (of(run) ?? 0), 0) / report.runs.length;
        return [
          [
            report.protocol,
            modelName(report),
            report.featureSet,
            share(summary.ece.mean),
            share(calibrated.ece.mean),
            share(summary.brier.mean),
            share(calibrated.brier.mean),
            percent(mean(({ conformal }) => conformal?.testCoverage)),
            share(
              mean(({ conformal }) => conformal?.meanSetSize),
              2,
            ),
            percent(mean(({ abstention }) => abstention?.testAnswered)),
            percent(mean(({ abstention }) => abstention?.testAccuracyAnswered)),
          ],
        ];
      }),
    ),
  ].join('\n\n');
}
