import type { ProtocolReport } from '#libs/contracts';
import { Random } from '#libs/random';
import { mcNemar, computeSpread, type Spread } from './statistics.js';

const RESAMPLES = 10_000;

/** Paired comparison of two recipes on the same test clips. Differences are second minus first. */
export interface Comparison {
  /** Pairs of trainings with the same fold, seed and split. */
  readonly pairs: number;
  readonly accuracy: Spread;
  readonly uar: Spread;
  /** 95 % interval of the UAR difference when actors are resampled with replacement; null if speakers are unknown. */
  readonly bootstrap: readonly [number, number] | null;
  /** Clips that only the first model gets right, counted over all pairs. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly mcNemar: number;
  /** Pairs in which the second model has the higher UAR. */
  readonly wins: number;
}

/**
 * Compares two evaluations, training by training. Returns null if they share no fold and seed, or if their splits
 * differ: figures from different test clips cannot be compared.
 */
export function compare(first: ProtocolReport, second: ProtocolReport): Comparison | null {
  const pairs = first.runs.flatMap((one) => {
    const two = second.runs.find(({ fold, seed }) => fold === one.fold && seed === one.seed);
    return two?.split.hash === one.split.hash ? [{ one, two }] : [];
  });
  if (pairs.length === 0) return null;
  let [onlyFirst, onlySecond] = [0, 0];
  const cells = new ActorCells(first.labels.length);
  for (const { one, two } of pairs) {
    const { truth, speaker, speakers } = one.predictions;
    for (const [clip, label] of truth.entries()) {
      const firstHit = one.predictions.predicted[clip] === label;
      const secondHit = two.predictions.predicted[clip] === label;
      if (firstHit && !secondHit) onlyFirst++;
      if (secondHit && !firstHit) onlySecond++;
      const actor = speakers === null || speaker === null ? null : speakers[speaker[clip] ?? -1];
      cells.add(actor ?? null, label, firstHit, secondHit);
    }
  }
  return {
    pairs: pairs.length,
    accuracy: computeSpread(pairs.map(({ one, two }) => two.accuracy - one.accuracy)),
    uar: computeSpread(pairs.map(({ one, two }) => two.uar - one.uar)),
    bootstrap: cells.interval(),
    onlyFirst,
    onlySecond,
    mcNemar: mcNemar(onlyFirst, onlySecond),
    wins: pairs.filter(({ one, two }) => two.uar > one.uar).length,
  };
}

/** Hits of two models by actor and class, which is all that resampling actors needs. */
class ActorCells {
  private readonly byActor = new Map<string, Float64Array>(); // [classes, (clips, first's hits, second's hits)]
  private isNamed = true;

  constructor(private readonly classes: number) {}

  add(actor: string | null, label: number, firstHit: boolean, secondHit: boolean): void {
    if (actor === null) {
      this.isNamed = false;
      return;
    }
    const cells = this.byActor.get(actor) ?? new Float64Array(3 * this.classes);
    this.byActor.set(actor, cells);
    cells[3 * label] = (cells[3 * label] ?? 0) + 1;
    cells[3 * label + 1] = (cells[3 * label + 1] ?? 0) + (firstHit ? 1 : 0);
    cells[3 * label + 2] = (cells[3 * label + 2] ?? 0) + (secondHit ? 1 : 0);
  }

  /** Returns the middle 95 % of UAR differences (paired bootstrap over actors, percentile interval). */
  interval(): readonly [number, number] | null {
    if (!this.isNamed || this.byActor.size < 2) return null;
    const actors = [...this.byActor.values()];
    const random = Random.seeded(0, 'bootstrap'); // a fixed seed makes the results page reproducible
    const sum = new Float64Array(3 * this.classes);
    const differences = new Float64Array(RESAMPLES);
    for (let at = 0; at < RESAMPLES; at++) {
      sum.fill(0);
      for (let draw = 0; draw < actors.length; draw++) {
        const cells = actors[random.below(actors.length)];
        if (cells === undefined) continue;
        for (let cell = 0; cell < sum.length; cell++) sum[cell] = (sum[cell] ?? 0) + (cells[cell] ?? 0);
      }
      differences[at] = this.difference(sum);
    }
    differences.sort();
    return [
      differences[Math.floor(0.025 * RESAMPLES)] ?? 0,
      differences[Math.ceil(0.975 * RESAMPLES) - 1] ?? 0,
    ];
  }

  private difference(sum: Float64Array): number {
    let [total, known] = [0, 0];
    for (let label = 0; label < this.classes; label++) {
      const clips = sum[3 * label] ?? 0;
      if (clips === 0) continue;
      known++;
      total += ((sum[3 * label + 2] ?? 0) - (sum[3 * label + 1] ?? 0)) / clips;
    }
    return known === 0 ? 0 : total / known;
  }
}
