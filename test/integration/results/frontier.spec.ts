import { describe, expect, it } from 'vitest';
import type { ProtocolReport } from '#libs/contracts';
import { frontierPoints, resultsPage } from '#libs/report';
import { protocolReportOf } from '../../../libs/evaluation/src/testing/protocol-report.js';

const report = (changes: Partial<Omit<ProtocolReport, 'folds'>>, wrong: readonly number[]) =>
  protocolReportOf({ seeds: [0], errorsOf: () => wrong, ...changes });
const compression = {
  uar: 0.75,
  weightBytes: 400,
  latency: { perClipMsBatch1: 1, perClipMsBatch64: 0.1 },
};
const parent = report({}, [0, 1]);
const int8 = report(
  {
    weightBytes: 100,
    latency: { perClipMsBatch1: 1, perClipMsBatch64: 0.2 },
    compression: { ...compression, method: { kind: 'quantize', precision: 'int8' } },
  },
  [0, 1],
);
const student = report(
  { weightBytes: 200, compression: { ...compression, method: { kind: 'prune', sparsity: 0.8 } } },
  [0, 1, 2, 3],
);
const elsewhere = report({ protocol: 'P0' }, []);

describe('the frontier', () => {
  const lines = resultsPage([elsewhere, student, parent, int8])
    .replace(/^.*## Smaller models/s, '')
    .split('\n');
  const lineOf = (name: string) => lines.find((line) => line.startsWith(`| ${name} |`));

  it('covers the protocol of compressed models, and marks models that others beat', () => {
    expect(lines.filter((line) => line.startsWith('| paper'))).toHaveLength(3);
    expect(lineOf('paper int8')).toContain('| 0.750 | yes | 100 B |');
    expect(lineOf('paper')).toContain('| 0.750 |  | 400 B |');
    expect(lineOf('paper prune-0.8')).toContain('| 0.500 |  | 200 B |');
  });

  it('lists a compressed model next to its parent', () => {
    expect(lineOf('paper int8')).toMatch(/\| \+0\.000 \| 25\.0 % \| 200\.0 % \|$/);
    expect(lineOf('paper prune-0.8')).toMatch(/\| −0\.250 \| 50\.0 % \| 100\.0 % \|$/);
    expect(lineOf('paper')).toMatch(/\| {2}\| {2}\| {2}\|$/);
  });

  it('has a point for each model in its picture', () => {
    expect(frontierPoints([parent, int8, elsewhere]).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['paper int8, span-20', 100],
      ['paper, span-20', 400],
    ]);
  });
});
