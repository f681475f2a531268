import type { ProtocolReport } from '#libs/contracts';
import { bytes, percent, share, tableOf } from '../markdown.js';
import type { FrontierPoint } from '../pictures/frontier.js';
import { modelName, summarizeRows, formatSigned, type Row } from './rows.js';

/** Selects the reports of one protocol and corpus: those with most compressed models, or else with most reports. */
function frontierRows(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.report.protocol} ${row.report.corpus}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const weight = (own: readonly Row[]) =>
    1000 * own.filter(({ report }) => report.compression !== undefined).length + own.length;
  const [widest = []] = [...groups.values()].sort((a, b) => weight(b) - weight(a));
  return [...widest].sort(
    (a, b) => b.summary.uar.mean - a.summary.uar.mean || a.report.weightBytes - b.report.weightBytes,
  );
}

/** Returns the points of the frontier picture. */
export function frontierPoints(reports: readonly ProtocolReport[]): FrontierPoint[] {
  return frontierRows(summarizeRows(reports)).map(({ report, summary }) => ({
    name: `${modelName(report)}, ${report.featureSet}`,
    uar: summary.uar.mean,
    bytes: report.weightBytes,
    milliseconds: report.latency.perClipMsBatch64,
  }));
}

export function frontierSection(all: readonly Row[]): string {
  const rows = frontierRows(all);
  const [first] = rows;
  if (first === undefined) return 'No model was tested.';
  return [
    `Under ${first.report.protocol} on ${first.report.corpus}, best first. A model is on the frontier if every other model is worse or larger. The last columns compare a compressed model with its parent, which was measured at the same time on the same clips and seeds.`,
    tableOf(rows, {
      model: ({ report }) => modelName(report),
      features: ({ report }) => report.featureSet,
      seeds: ({ summary }) => String(summary.seeds.length),
      UAR: ({ summary }) => share(summary.uar.mean),
      'on the frontier': (row) => (rows.some((other) => isBeaten(row, other)) ? '' : 'yes'),
      weights: ({ report }) => bytes(report.weightBytes),
      'ms per clip, batch of 1': ({ report }) => share(report.latency.perClipMsBatch1, 2),
      'batch of 64': ({ report }) => share(report.latency.perClipMsBatch64, 2),
      'UAR minus parent': ({ report: { runs, compression } }) =>
        compression === undefined
          ? ''
          : formatSigned(runs.reduce((sum, run) => sum + run.uar, 0) / runs.length - compression.uar),
      'bytes, share of parent': ({ report: { compression, weightBytes } }) =>
        compression === undefined ? '' : percent(weightBytes / compression.weightBytes),
      'time in batches of 64, share of parent': ({ report: { compression, latency } }) =>
        compression === undefined
          ? ''
          : percent(latency.perClipMsBatch64 / compression.latency.perClipMsBatch64),
    }),
    '![UAR and size](results/frontier.svg)',
  ].join('\n\n');
}

function isBeaten({ report: a, summary: { uar } }: Row, { report: b, summary: other }: Row): boolean {
  const [more, less] = [other.uar.mean - uar.mean, a.weightBytes - b.weightBytes];
  return more >= 0 && less >= 0 && (more > 0 || less > 0);
}
