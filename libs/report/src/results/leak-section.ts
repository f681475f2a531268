import { summarise } from '#libs/evaluation';
import { share, table } from '../markdown.js';
import { modelName, findPartner, formatSigned, type Row } from './rows.js';

export function leakSection(rows: readonly Row[]): string {
  const pairs = rows.flatMap((first) => {
    const second =
      first.report.protocol === 'P0' && first.report.compression === undefined
        ? findPartner(rows, first, { protocol: 'P1' })
        : undefined;
    return second === undefined ? [] : keepSharedSeeds(first, second);
  });
  if (pairs.length === 0) return 'No recipe was evaluated under both protocols.';
  return [
    'Both protocols split at random, but P1 keeps both takes of a sentence in one subset. The gap is what a model gains because it was trained on the twins of test clips. The table uses only the seeds that both protocols have.',
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
        modelName(first.report),
        first.report.featureSet,
        String(first.summary.seeds.length),
        share(first.summary.accuracy.mean),
        share(second.summary.accuracy.mean),
        formatSigned(first.summary.accuracy.mean - second.summary.accuracy.mean),
        share(first.summary.uar.mean),
        share(second.summary.uar.mean),
        formatSigned(first.summary.uar.mean - second.summary.uar.mean),
      ]),
    ),
  ].join('\n\n');
}

/** Keeps the seeds that both reports have; empty if they share none. */
function keepSharedSeeds(one: Row, two: Row): { first: Row; second: Row }[] {
  const seeds = one.summary.seeds.filter((seed) => two.summary.seeds.includes(seed));
  if (seeds.length === 0) return [];
  const only = ({ report }: Row): Row => {
    const kept = { ...report, runs: report.runs.filter(({ seed }) => seeds.includes(seed)) };
    return { report: kept, summary: summarise(kept) };
  };
  return [{ first: only(one), second: only(two) }];
}
