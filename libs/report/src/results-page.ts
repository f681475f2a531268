import type { ProtocolReport } from '#libs/contracts';
import { compare, summarise, type Comparison, type ProtocolSummary, type Spread } from '#libs/evaluation';
import { ANCHORS } from './anchors.js';
import { bytes, percent, share, table } from './markdown.js';
import { verdictOf } from './verdict.js';

interface Row {
  readonly report: ProtocolReport;
  readonly summary: ProtocolSummary;
}

/** `docs/results.md`: every figure of it comes from the reports given, in an order that does not depend on theirs. */
export function resultsPage(reports: readonly ProtocolReport[]): string {
  const rows = reports.map((report): Row => ({ report, summary: summarise(report) })).sort(byProtocol);
  return `${[
    '# Results',
    "Made by `npm run results` from the reports in [docs/reports](reports); do not edit. What each protocol allows is in [protocols.md](protocols.md). UAR is the mean recall of the classes. Figures are means over seeds (each seed first over its folds), ± the standard deviation over seeds, with the 95 % interval of the mean by Student's t. No test clip is seen by training, by the choice of the epoch, by a scaler or by augmentation; every split passed the leakage check, and its hash is in its report.",
    '## All protocols',
    protocolTable(rows),
    '![UAR by protocol](results/protocols.svg)',
    '## The leak: P0 less P1',
    leakSection(rows),
    '## The second layer',
    layerSection(rows),
    '## Three poolings of the literal recipe',
    poolingSection(rows),
    '## Published figures',
    table(
      ['protocol', 'what', 'metric', 'value', 'source'],
      ANCHORS.map(({ protocol, what, metric, value, source }) => [
        protocol,
        what,
        metric,
        String(value),
        source,
      ]),
    ),
    '## Calibration',
    calibrationTable(rows),
    '## Size and speed',
    sizeTable(rows),
    '## Corpora as they were found',
    corpusSection(rows),
  ].join('\n\n')}\n`;
}

function byProtocol({ report: a }: Row, { report: b }: Row): number {
  const key = ({ protocol, corpus, recipe, featureSet }: ProtocolReport) =>
    [protocol, corpus, recipe, featureSet].join(' ');
  return key(a) < key(b) ? -1 : 1;
}

function protocolTable(rows: readonly Row[]): string {
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
      'twins heard',
    ],
    rows.map(({ report, summary }) => [
      report.protocol,
      report.corpus,
      report.recipe,
      report.featureSet,
      String(summary.seeds.length),
      summary.isWhole ? String(report.folds) : `${summary.folds.length} of ${report.folds}`,
      plusMinus(summary.uar),
      interval(summary.uar),
      plusMinus(summary.accuracy),
      plusMinus(summary.macroF1),
      summary.twinsInTraining === null ? '' : percent(summary.twinsInTraining),
    ]),
  );
}

function leakSection(rows: readonly Row[]): string {
  const pairs = rows.flatMap((first) => {
    const second = first.report.protocol === 'P0' ? partner(rows, first, { protocol: 'P1' }) : undefined;
    return second === undefined ? [] : onSameSeeds(first, second);
  });
  if (pairs.length === 0) return 'No recipe was run under both.';
  return [
    'Both split at random, but P1 keeps the two repetitions of a sentence on one side. What P0 has above P1 is memory of the twin. Only seeds that both have are counted.',
    table(
      [
        'corpus',
        'recipe',
        'features',
        'seeds',
        'P0 accuracy',
        'P1 accuracy',
        'gap',
        'P0 UAR',
        'P1 UAR',
        'gap',
      ],
      pairs.map(({ first, second }) => [
        first.report.corpus,
        first.report.recipe,
        first.report.featureSet,
        String(first.summary.seeds.length),
        share(first.summary.accuracy.mean),
        share(second.summary.accuracy.mean),
        signed(first.summary.accuracy.mean - second.summary.accuracy.mean),
        share(first.summary.uar.mean),
        share(second.summary.uar.mean),
        signed(first.summary.uar.mean - second.summary.uar.mean),
      ]),
    ),
  ].join('\n\n');
}

/** Both reports without the seeds that the other has not; nothing when they have none in common. */
function onSameSeeds(one: Row, two: Row): { first: Row; second: Row }[] {
  const seeds = one.summary.seeds.filter((seed) => two.summary.seeds.includes(seed));
  if (seeds.length === 0) return [];
  const only = ({ report }: Row): Row => {
    const kept = { ...report, runs: report.runs.filter(({ seed }) => seeds.includes(seed)) };
    return { report: kept, summary: summarise(kept) };
  };
  return [{ first: only(one), second: only(two) }];
}

function layerSection(rows: readonly Row[]): string {
  const pairs = rows.flatMap((one) => {
    const two = one.report.recipe === 'paper-single' ? partner(rows, one, { recipe: 'paper' }) : undefined;
    const comparison = two === undefined ? null : compare(one.report, two.report);
    return two === undefined || comparison === null ? [] : [{ one, two, comparison }];
  });
  if (pairs.length === 0) return 'One and two layers were not run on the same splits.';
  const cells = ({
    accuracy,
    uar,
    bootstrap,
    onlyFirst,
    onlySecond,
    mcNemar,
    pairs: count,
    wins,
  }: Comparison) => [
    String(count),
    `${signed(accuracy.mean)}${accuracy.deviation === null ? '' : ` ± ${share(accuracy.deviation)}`}`,
    signed(uar.mean),
    bootstrap === null ? '' : `${signed(bootstrap[0])} to ${signed(bootstrap[1])}`,
    `${onlyFirst} : ${onlySecond}`,
    probability(mcNemar),
    `${wins} of ${count}`,
  ];
  return [
    'The paper says that a second LSTM layer adds 2 %. Same splits and seeds, two layers less one; the bootstrap draws actors again (10,000 times) and gives the middle 95 % of the difference in UAR; McNemar counts clips that one layer alone, and two layers alone, get right (a clip counts in each seed that tests it).',
    table(
      [
        'protocol',
        'features',
        'pairs',
        'Δ accuracy',
        'Δ UAR',
        'bootstrap over actors',
        'one : two',
        'McNemar p',
        'two ahead',
      ],
      pairs.map(({ one, comparison }) => [one.report.protocol, one.report.featureSet, ...cells(comparison)]),
    ),
    pairs
      .map(
        ({ one, comparison }) =>
          `- ${one.report.protocol}, ${one.report.featureSet}: ${verdictOf(comparison, 'the second layer')}`,
      )
      .join('\n'),
  ].join('\n\n');
}

const POOLINGS = ['paper-20', 'stride-20', 'span-20'];

function poolingSection(rows: readonly Row[]): string {
  const literal = rows.filter(
    ({ report }) => report.recipe.startsWith('paper') && POOLINGS.includes(report.featureSet),
  );
  const groups = new Map<string, Row[]>();
  for (const row of literal) {
    const key = [row.report.protocol, row.report.recipe].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const cell = (own: readonly Row[], featureSet: string) => {
    const found = own.find(({ report }) => report.featureSet === featureSet);
    return found === undefined ? '' : plusMinus(found.summary.accuracy);
  };
  return [
    'Accuracy. `paper-20`: the first 3 s in 20 bins; `stride-20`: 20 windows of 150 ms; `span-20`: the whole clip in 20 bins.',
    table(
      ['protocol', 'recipe', ...POOLINGS],
      [...groups].map(([key, own]) => [...key.split(' '), ...POOLINGS.map((name) => cell(own, name))]),
    ),
  ].join('\n\n');
}

function calibrationTable(rows: readonly Row[]): string {
  return [
    'Temperature fitted on validation clips, measured on test clips; conformal sets aim at 90 %.',
    table(
      [
        'protocol',
        'recipe',
        'features',
        'ECE',
        'after',
        'Brier',
        'after',
        'sets hold truth',
        'labels a set',
        'answered',
        'right of these',
      ],
      rows.flatMap(({ report, summary }) => {
        const { calibrated } = summary;
        if (calibrated === null) return [];
        const mean = (of: (run: ProtocolReport['runs'][number]) => number | undefined) =>
          report.runs.reduce((sum, run) => sum + (of(run) ?? 0), 0) / report.runs.length;
        return [
          [
            report.protocol,
            report.recipe,
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

function sizeTable(rows: readonly Row[]): string {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.report.recipe} ${row.report.featureSet}`;
    if (!seen.has(key)) seen.set(key, row);
  }
  return [
    'Median time of a forward pass, features given, on a machine that others use too: read the ratios.',
    table(
      [
        'recipe',
        'features',
        'parameters',
        'weights',
        'ms a clip, alone',
        'ms a clip, in 64',
        'engine',
        's a training',
      ],
      [...seen.values()].map(({ report }) => [
        report.recipe,
        report.featureSet,
        report.parameters.toLocaleString('en'),
        bytes(report.weightBytes),
        share(report.latency.perClipMsBatch1, 2),
        share(report.latency.perClipMsBatch64, 2),
        [...new Set(report.runs.map(({ engine }) => engine))].join(', '),
        medianSeconds(report),
      ]),
    ),
  ].join('\n\n');
}

function medianSeconds({ runs }: ProtocolReport): string {
  const seconds = runs.map(({ trainingSeconds }) => trainingSeconds).sort((a, b) => a - b);
  return (seconds[seconds.length >> 1] ?? 0).toFixed(0);
}

function corpusSection(rows: readonly Row[]): string {
  const lines = new Set(
    rows.flatMap(({ report }) =>
      report.checks.map(({ corpus, clips, publishedClips, missingSpeakers }) => {
        if (publishedClips === null) return `- \`${corpus}\`: ${clips} clips.`;
        const whole = clips === publishedClips ? 'all' : `${clips} of its`;
        const absent =
          missingSpeakers.length === 0 ? '' : ` Speakers missing: ${missingSpeakers.join(', ')}.`;
        return `- \`${corpus}\`: ${whole} ${publishedClips} published clips.${absent}`;
      }),
    ),
  );
  return [...lines].sort().join('\n');
}

/** The same evaluation but for what is named. */
function partner(
  rows: readonly Row[],
  { report }: Row,
  other: Partial<Pick<ProtocolReport, 'protocol' | 'recipe'>>,
): Row | undefined {
  const wanted = { protocol: report.protocol, recipe: report.recipe, ...other };
  return rows.find(
    ({ report: { protocol, recipe, corpus, featureSet, resolvedRecipe } }) =>
      protocol === wanted.protocol &&
      recipe === wanted.recipe &&
      corpus === report.corpus &&
      featureSet === report.featureSet &&
      resolvedRecipe.epochs === report.resolvedRecipe.epochs,
  );
}

function plusMinus({ mean, deviation }: Spread): string {
  return deviation === null ? share(mean) : `${share(mean)} ± ${share(deviation)}`;
}

function interval({ interval }: Spread): string {
  return interval === null ? '' : `${share(interval[0])} to ${share(interval[1])}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`;
}

function probability(value: number): string {
  return value < 0.001 ? '< 0.001' : share(value);
}
