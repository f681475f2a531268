import { Inject, Injectable } from '@nestjs/common';
import {
  isOver,
  sweepRung,
  type SweepRecord,
  type SweepRung,
  type SweepTrial,
  type TrainingRunRecord,
} from '#libs/contracts';
import { Remover, RunLedger, nextRung } from '#libs/runs';
import { findJson, putJson, sweepKeys, type ObjectStore } from '#libs/storage';
import { STORE } from '../core/tokens.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';

/**
 * Stores the rungs of sweeps, and reads the results of their candidates.
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

  /** Returns the rungs that have started, in order. */
  async list(sweep: SweepRecord): Promise<SweepRung[]> {
    const rungs: SweepRung[] = [];
    for (let at = 0; at < sweep.plan.length; at++) {
      const rung = await findJson(this.store, sweepKeys.rung(sweep.id, at), sweepRung);
      if (rung === null) break;
      rungs.push(rung);
    }
    return rungs;
  }

  /** Returns the candidates of every rung with their results. */
  async candidates(sweep: SweepRecord): Promise<SweepTrial[]> {
    const rungs = await this.list(sweep);
    return (await Promise.all(rungs.map((rung, at) => this.candidatesOf(sweep, rung, at)))).flat();
  }

  /** Builds the rung after `last`. Returns null if none follows. */
  async next(sweep: SweepRecord, at: number, last: SweepRung): Promise<SweepRung | null> {
    const plan = sweep.plan[at];
    return plan === undefined ? null : nextRung(plan, last, await this.candidatesOf(sweep, last, at - 1));
  }

  /** Returns the runs that were not removed. A removed run has no state either, but it must not start again. */
  async withoutRemoved(runs: readonly TrainingRunRecord[]): Promise<TrainingRunRecord[]> {
    const { receipts } = this.remover;
    const removed = await Promise.all(runs.map(({ id }) => receipts.find(id)));
    return runs.filter((_, at) => removed[at] === null);
  }

  private candidatesOf(
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
}
