import type { ProtocolReport } from '#libs/contracts';
import { bytes, share, table } from '../markdown.js';
import { modelName, type Row } from './rows.js';

export function sizeTable(rows: readonly Row[]): string {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const key = `${modelName(row.report)} ${row.report.featureSet}`;
    if (!seen.has(key)) seen.set(key, row);
  }
  return [
    'Times per clip are the median of a forward pass, without extraction. They were measured on a shared machine, so compare ratios, not times.',
    table(
      [
        'recipe',
        'features',
        'parameters',
        'weights',
        'ms per clip, batch of 1',
        'ms per clip, batch of 64',
        'engine',
        's per training',
      ],
      [...seen.values()].map(({ report }) => [
        modelName(report),
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
