import type { CompressionReport, TrainingReport } from '#libs/contracts';
import { megabytes } from '#libs/terminal';
import { fields, table } from './output.js';

/** The fields of a report that are shown. */
type Shown = Pick<
  TrainingReport,
  'runId' | 'modelId' | 'corpus' | 'labels' | 'split' | 'test' | 'domain' | 'compression'
>;

const rate = (value: number): string => value.toFixed(3);

/** Formats a training's report for people: the test, its results, and the confusion matrix in clips. */
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
    ...domainFields(report.domain),
  });
  const counts = table(
    ['true \\ predicted', ...labels],
    test.confusion.map((row, at) => [labels[at] ?? '', ...row]),
  );
  const smaller = report.compression === undefined ? [] : [compressionText(report.compression)];
  return [about, counts, ...smaller].join('\n\n');
}

/** Describes the training clips: the median of each figure, and its 10th to 90th percentile. */
function domainFields(domain: TrainingReport['domain']): Record<string, string> {
  const ranges = domain?.ranges ?? null;
  if (ranges === null) return {};
  const text = ({ low, median, high }: typeof ranges.snrDb, unit: string) =>
    `${median} ${unit} (${low} to ${high})`;
  return {
    'level in training': text(ranges.levelDbfs, 'dBFS'),
    'speech above noise': text(ranges.snrDb, 'dB'),
    bandwidth: text(ranges.bandwidthHz, 'Hz'),
  };
}

/** Compares the original model and the compressed one side by side. */
function compressionText({ before, after, parentModelId }: CompressionReport): string {
  type Figures = CompressionReport['before'];
  const row = (name: string, of: (figures: Figures) => string | number) => [name, of(before), of(after)];
  return table(
    ['', parentModelId, 'compressed'],
    [
      row('UAR', ({ uar }) => rate(uar)),
      row('accuracy', ({ accuracy }) => rate(accuracy)),
      row('parameters', ({ parameters }) => parameters),
      row('nonzero', ({ nonZero }) => nonZero),
      row('size', ({ weightBytes }) => megabytes(weightBytes)),
      row('ms per clip', ({ latency }) => latency.perClipMsBatch1.toFixed(2)),
    ],
  );
}
