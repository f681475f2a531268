import type { paths } from '#libs/client';
import { fields, table } from './output.js';

export type Report =
  paths['/v1/training-runs/{id}/report']['get']['responses'][200]['content']['application/json'];

/** The part of a report that is shown. */
type Shown = Pick<Report, 'runId' | 'modelId' | 'corpus' | 'labels' | 'split' | 'test'>;

const rate = (value: number): string => value.toFixed(3);

/** A training's report for people: what was tested on whom, how well, and the table of confusions in counts. */
export function reportText(report: Shown): string {
  const { split, test, labels } = report;
  const twins = split.testTwinsInTraining;
  const about = fields({
    run: report.runId,
    model: report.modelId,
    corpus: report.corpus,
    split: `${split.name}, seed ${split.seed}: ${split.train} train, ${split.validation} validation, ${split.test} test`,
    'speakers in both': split.speakersInBoth,
    'test twins in training': twins === null ? null : `${(100 * twins).toFixed(0)} %`,
    accuracy: rate(test.accuracy),
    UAR: rate(test.uar),
    'macro F1': rate(test.macroF1),
    ECE: rate(test.ece),
  });
  const counts = table(
    ['true \\ predicted', ...labels],
    test.confusion.map((row, at) => [labels[at] ?? '', ...row]),
  );
  return `${about}\n\n${counts}`;
}
