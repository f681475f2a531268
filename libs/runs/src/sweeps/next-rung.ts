import {
  SerenadeError,
  isOver,
  newId,
  type SweepRecord,
  type SweepRung,
  type SweepTrial,
  type SweepView,
  type TrainingRunRecord,
} from '#libs/contracts';

/**
 * Builds the next rung from the candidates of the last one, which are all over. Returns null if none follows: the last
 * rung was the final one, a candidate was cancelled, or all of them failed.
 *
 * @param next the planned rung; undefined after the final one
 * @param candidates the candidates of `last`, in its order
 */
export function nextRung(
  next: SweepRecord['plan'][number] | undefined,
  last: SweepRung,
  candidates: readonly Pick<SweepTrial, 'state' | 'validationUar'>[],
): SweepRung | null {
  if (next === undefined || candidates.some(({ state }) => state === 'cancelled')) return null;
  const results = last.configurations.map((configuration, at) => ({
    configuration,
    validationUar: candidates[at]?.validationUar ?? null,
  }));
  const configurations = pickBest(results, next.runs);
  if (configurations.length === 0) return null;
  const runs = configurations.map((configuration): TrainingRunRecord => {
    const before = last.runs[last.configurations.indexOf(configuration)];
    if (before === undefined) throw new SerenadeError('internal.error', 'A rung lost a configuration.');
    const createdAt = new Date().toISOString();
    const resolvedRecipe = { ...before.resolvedRecipe, epochs: next.epochs };
    return { ...before, id: newId('trainingRun'), createdAt, resolvedRecipe };
  });
  return { v: 1, configurations, runs };
}

/** The result of a candidate; its UAR is null if the training failed. */
interface Result {
  readonly configuration: number;
  readonly validationUar: number | null;
}

/** Picks the best configurations, best first. Of equals, the one that was drawn first wins. Failed ones never do. */
export function pickBest(results: readonly Result[], count: number): number[] {
  return results
    .filter(({ validationUar }) => validationUar !== null)
    .sort((a, b) => (b.validationUar ?? 0) - (a.validationUar ?? 0) || a.configuration - b.configuration)
    .slice(0, count)
    .map(({ configuration }) => configuration);
}

/** Sorts candidates by rung, the last one first, and within a rung by result, best first. */
export function rankCandidates(candidates: readonly SweepTrial[]): SweepTrial[] {
  return [...candidates].sort(
    (a, b) =>
      b.rung - a.rung || (b.validationUar ?? -1) - (a.validationUar ?? -1) || (a.runId < b.runId ? -1 : 1),
  );
}

/** Derives the state of a sweep from its candidates. It still runs between two rungs. */
export function sweepState(candidates: readonly SweepTrial[], finalRung: number): SweepView['state'] {
  if (candidates.some(({ state }) => !isOver(state))) return 'running';
  if (candidates.some(({ state }) => state === 'cancelled')) return 'cancelled';
  const reached = Math.max(...candidates.map(({ rung }) => rung));
  const isDone = candidates.some(({ rung, validationUar }) => rung === reached && validationUar !== null);
  if (!isDone) return 'failed';
  return reached === finalRung ? 'completed' : 'running';
}
