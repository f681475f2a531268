import type { ProtocolReport } from '#libs/contracts';
import { percent, share, table } from '../markdown.js';
import { modelName, type Row } from './rows.js';

export function calibrationTable(rows: readonly Row[]): string {
  return [
    'The temperature is fitted on validation clips and measured on test clips. Conformal sets aim at 90 %.',
    table(
      [
        'protocol',
        'recipe',
        'features',
        'ECE',
        'calibrated',
        'Brier',
        'calibrated',
        'coverage of sets',
        'labels per set',
        'answered',
        'accuracy of answers',
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
