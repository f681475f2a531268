import type { SweepRecord, SweepStrategy } from '#libs/contracts';

/**
 * Plans how many candidates each rung trains, and for how many epochs.
 *
 * Successive halving (Jamieson and Talwalkar 2016): each rung keeps one candidate in `factor` and trains it `factor`
 * times longer. A training starts from the beginning in each rung, so its schedule fits its length. The last rung has
 * the given number of epochs.
 */
export function planRungs(strategy: SweepStrategy, runs: number, epochs: number): SweepRecord['plan'] {
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
