import { describe, expect, it } from 'vitest';
import { compare } from './compare.js';
import { summarise } from './summarise.js';
import { protocolReportOf } from './testing/protocol-report.js';

describe('compare', () => {
  it('finds a model better by both tests if it is better for every actor', () => {
    const worse = protocolReportOf({ seeds: [0, 1], errorsOf: (actor) => [0, 1, 2 + (actor % 2)] });
    const better = protocolReportOf({ seeds: [0, 1], errorsOf: () => [0] });
    const comparison = compare(worse, better);
    expect(comparison).toMatchObject({ pairs: 2, wins: 2, onlyFirst: 0 });
    expect(comparison!.bootstrap![0]).toBeGreaterThan(0);
    expect(comparison!.mcNemar).toBeLessThan(0.001);
  });

  it('returns the same result every time', () => {
    const first = protocolReportOf({ seeds: [0], errorsOf: (actor) => [actor % 4] });
    const second = protocolReportOf({ seeds: [0], errorsOf: (actor) => [(actor + 1) % 4, 5] });
    expect(compare(first, second)).toEqual(compare(first, second));
  });

  it('does not compare figures from different splits', () => {
    const first = protocolReportOf({ seeds: [0], errorsOf: () => [] });
    const other = protocolReportOf({ seeds: [0], errorsOf: () => [], splitHash: 'other' });
    expect(compare(first, other)).toBeNull();
  });
});

describe('summarise', () => {
  it('averages over the folds of a seed first, then over seeds', () => {
    const report = protocolReportOf({
      seeds: [0, 1],
      folds: 2,
      errorsOf: (actor) => (actor === 0 ? [0] : []),
    });
    const summary = summarise(report);
    expect(summary).toMatchObject({ seeds: [0, 1], folds: [0, 1], isWhole: true });
    expect(summary.uar.count).toBe(2);
    expect(summary.pooled.clips).toBe(2 * 2 * 48);
  });

  it('reports missing folds', () => {
    const report = protocolReportOf({ seeds: [0], errorsOf: () => [] });
    expect(summarise({ ...report, folds: 5 }).isWhole).toBe(false);
  });
});
