import { compare, type Comparison } from '#libs/evaluation';
import { share, tableOf } from '../markdown.js';
import { describeVerdict } from '../verdict.js';
import { listDepartures, findPartner, formatSigned, type Row } from './rows.js';

export function layerSection(rows: readonly Row[]): string {
  const pairs = rows.flatMap((one) => {
    const two =
      one.report.recipe === 'paper-single' && one.report.compression === undefined
        ? findPartner(rows, one, { recipe: 'paper' })
        : undefined;
    const comparison = two === undefined ? null : compare(one.report, two.report);
    return two === undefined || comparison === null ? [] : [{ one, two, comparison }];
  });
  if (pairs.length === 0) return 'No evaluations with one and two layers share a split.';
  return [
    "The paper reports that a second LSTM layer adds 2 %. Each row compares models with one and two layers on the same splits and seeds. Δ is the figure of two layers minus that of one. The bootstrap draws actors with replacement 10,000 times and shows the 95 % interval of Δ UAR. The next column counts the clips that only the model with one layer, or only the model with two, labels correctly. A clip that several seeds test counts once for each. McNemar's test compares the two counts.",
    tableOf(pairs, {
      protocol: ({ one }) => one.report.protocol,
      features: ({ one }) => nameFeatures(one),
      pairs: ({ comparison }) => String(comparison.pairs),
      'Δ accuracy': ({ comparison: { accuracy } }) =>
        `${formatSigned(accuracy.mean)}${accuracy.deviation === null ? '' : ` ± ${share(accuracy.deviation)}`}`,
      'Δ UAR': ({ comparison }) => formatSigned(comparison.uar.mean),
      'bootstrap over actors': ({ comparison: { bootstrap } }) =>
        bootstrap === null ? '' : `${formatSigned(bootstrap[0])} to ${formatSigned(bootstrap[1])}`,
      'correct only with 1 : only with 2 layers': ({ comparison: { onlyFirst, onlySecond } }) =>
        `${onlyFirst} : ${onlySecond}`,
      'McNemar p': ({ comparison }) => probability(comparison.mcNemar),
      'UAR higher with 2 layers': ({ comparison: { wins, pairs } }) => `${wins} of ${pairs}`,
    }),
    pairs.map(describePair).join('\n'),
  ].join('\n\n');
}

function describePair({ one, comparison }: { one: Row; comparison: Comparison }): string {
  const verdict = describeVerdict(comparison, 'the second layer');
  return `- ${one.report.protocol}, ${nameFeatures(one)}: ${verdict}`;
}

function nameFeatures({ report }: Row): string {
  return [report.featureSet, ...listDepartures(report)].join(' ');
}

function probability(value: number): string {
  return value < 0.001 ? '< 0.001' : share(value);
}
