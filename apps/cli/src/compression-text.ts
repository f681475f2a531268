import type { CompressionReport } from '#libs/contracts';
import { megabytes, table } from './output.js';

/** Compares the original model and the compressed one side by side. */
export function compressionText({ before, after, parentModelId }: CompressionReport): string {
  type Figures = CompressionReport['before'];
  const row = (name: string, of: (figures: Figures) => string | number) => [name, of(before), of(after)];
  return table(
    ['', parentModelId, 'compressed'],
    [
      row('UAR', ({ uar }) => uar.toFixed(3)),
      row('accuracy', ({ accuracy }) => accuracy.toFixed(3)),
      row('parameters', ({ parameters }) => parameters),
      row('nonzero', ({ nonZero }) => nonZero),
      row('size', ({ weightBytes }) => megabytes(weightBytes)),
      row('ms per clip', ({ latency }) => latency.perClipMsBatch1.toFixed(2)),
    ],
  );
}
