import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  isOver,
  newId,
  sweepRung,
  type SweepRecord,
  type SweepRung,
  type SweepTrial,
  type TrainingRunRecord,
} from '#libs/contracts';
import { Remover, RunLedger } from '#libs/runs';
import { findJson, putJson, sweepKeys, type ObjectStore } from '#libs/storage';
import { STORE } from '../core/tokens.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';
import { bestOf } from './rungs.js';

/**
 * The rungs of sweeps as they stand in the store, and what became of the trainings in them.
 *
 * A rung is stored before its first training starts, so any process that holds the lease continues the same rung.
 * Asynchronous halving needs no rungs, but with one worker it would train the first candidate to the end.
 */
@Injectable()
export class SweepRungs {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(Remover) private readonly remover: Remover,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
  ) {}

  async save(sweep: SweepRecord, at: number, rung: SweepRung): Promise<void> {
    await putJson(this.store, sweepKeys.rung(sweep.id, at), rung);
  }

  /** Those that have begun, the first one first. */
  async all(sweep: SweepRecord): Promise<SweepRung[]> {
    const { store } = this;
    const rungs: SweepRung[] = [];
    for (let at = 0; at < sweep.plan.length; at++) {
      const rung = await findJson(store, sweepKeys.rung(sweep.id, at), sweepRung);
      if (rung === null) break;
      rungs.push(rung);
    }
    return rungs;
  }

  /** What became of each training of every rung. */
  async trials(sweep: SweepRecord): Promise<SweepTrial[]> {
    const rungs = await this.all(sweep);
    return (await Promise.all(rungs.map((rung, at) => this.trialsOfRung(sweep, rung, at)))).flat();
  }

  private trialsOfRung(
    { configurations }: SweepRecord,
    { runs, configurations: own }: SweepRung,
    rung: number,
  ): Promise<SweepTrial[]> {
    return Promise.all(
      runs.map(async (run, at): Promise<SweepTrial> => {
        const state = (await this.ledger.state(run.id)) ?? 'queued';
        const report = isOver(state) ? await this.trainings.findReport(run) : null;
        return {
          runId: run.id,
          rung,
          epochs: run.resolvedRecipe.epochs,
          values: configurations[own[at] ?? -1] ?? {},
          state,
          validationUar: report?.validation?.uar ?? null,
          modelId: report?.modelId ?? null,
        };
      }),
    );
  }

  /** Null when none follows: it was the last, somebody cancelled a training of it, or all of them failed. */
  async next(sweep: SweepRecord, at: number, last: SweepRung): Promise<SweepRung | null> {
    const plan = sweep.plan[at];
    if (plan === undefined) return null;
    const trials = await this.trialsOfRung(sweep, last, at - 1);
    if (trials.some(({ state }) => state === 'cancelled')) return null;
    const results = trials.map(({ validationUar }, run) => ({
      configuration: last.configurations[run] ?? 0,
      validationUar,
    }));
    const configurations = bestOf(results, plan.runs);
    if (configurations.length === 0) return null;
    const runs = configurations.map((configuration): TrainingRunRecord => {
      const before = last.runs[last.configurations.indexOf(configuration)];
      if (before === undefined) throw new SerenadeError('internal.error', 'A rung lost a configuration.');
      const createdAt = new Date().toISOString();
      const resolvedRecipe = { ...before.resolvedRecipe, epochs: plan.epochs };
      return { ...before, id: newId('trainingRun'), createdAt, resolvedRecipe };
    });
    return { v: 1, configurations, runs };
  }

  /** Runs of a rung that nobody began yet; without those that somebody has removed since. */
  async neverBegun(runs: readonly TrainingRunRecord[]): Promise<TrainingRunRecord[]> {
    const { receipts } = this.remover;
    const removed = await Promise.all(runs.map(({ id }) => receipts.find(id)));
    return runs.filter((_, at) => removed[at] === null);
  }
}
