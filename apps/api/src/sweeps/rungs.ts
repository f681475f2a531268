import type { SweepRecord, SweepStrategy } from '#libs/contracts';

/**
 * Trainings and epochs of each rung. Successive halving (Jamieson and Talwalkar 2016): each rung keeps one of `factor`
 * configurations and trains it `factor` times as long, from the beginning, so that its schedule fits its length; the last
 * has the epochs that were asked for.
 */
export function planOf(strategy: SweepStrategy, runs: number, epochs: number): SweepRecord['plan'] {
  if (strategy.kind === 'random') return [{ runs, epochs }];
  const { factor } = strategy;
  const rungs: { runs: number; epochs: number }[] = [];
  for (let left = runs; ; left = Math.floor(left / factor)) {
    rungs.push({ runs: left, epochs: 0 });
    if (left < factor) break;
  }
  return rungs.map((rung, at) => ({
    ...rung,
    epochs: Math.max(1, Math.round(epochs / factor ** (rungs.length - 1 - at))),
  }));
}

/** What a rung's training came to; null of one that failed. */
export interface RungResult {
  readonly configuration: number;
  readonly validationUar: number | null;
}

/** Configurations that go on, the best first; of equals the one that was drawn earlier. Those that failed never do. */
export function bestOf(results: readonly RungResult[], count: number): number[] {
  return results
    .filter(({ validationUar }) => validationUar !== null)
    .sort((a, b) => (b.validationUar ?? 0) - (a.validationUar ?? 0) || a.configuration - b.configuration)
    .slice(0, count)
    .map(({ configuration }) => configuration);
}
