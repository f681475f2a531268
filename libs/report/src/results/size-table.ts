import type { ProtocolReport } from '#libs/contracts';
import { bytes, share, tableOf } from '../markdown.js';
import { modelName, type Row } from './rows.js';

export function sizeTable(rows: readonly Row[]): string {
  const seen = new Map<string, ProtocolReport>();
  for (const { report } of rows) {
    const key = `${modelName(report)} ${report.featureSet}`;
    if (!seen.has(key)) seen.set(key, report);
  }
  return [
    'Times per clip are the median of a forward pass, without extraction. They were measured on a shared machine, so compare ratios, not times.',
    tableOf([...seen.values()], {
      recipe: modelName,
      features: ({ featureSet }) => featureSet,
      parameters: ({ parameters }) => parameters.toLocaleString('en'),
      weights: ({ weightBytes }) => bytes(weightBytes),
      'ms per clip, batch of 1': ({ latency }) => share(latency.perClipMsBatch1, 2),
      'ms per clip, batch of 64': ({ latency }) => share(latency.perClipMsBatch64, 2),
      engine: ({ runs }) => [...new Set(runs.map(({ engine }) => engine))].join(', '),
      's per training': medianSeconds,
    }),
  ].join('\n\n');
}

function medianSeconds({ runs }: ProtocolReport): string {
  const seconds = runs.map(({ trainingSeconds }) => trainingSeconds).sort((a, b) => a - b);
  return (seconds[seconds.length >> 1] ?? 0).toFixed(0);
}
