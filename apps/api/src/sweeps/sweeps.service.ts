import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  isOver,
  newId,
  type CreateSweep,
  type PageQuery,
  type SweepRecord,
  type SweepRung,
  type SweepTrial,
  type SweepView,
  type TrainingRunRecord,
} from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { sweepKeys, type ObjectStore, type Page } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { SweepRecords } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { AudioQuotaService } from '../quotas/audio-quota.service.js';
import { RunQuotaService } from '../quotas/run-quota.service.js';
import { RunsService } from '../runs/runs.service.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';
import { drawConfigurations, variedRecipe } from './draw.js';
import { planOf } from './rungs.js';
import { SweepRungs } from './sweep-rungs.js';

/**
 * Many trainings of one recipe with keys drawn from ranges. Each is a training run, so that they fan out over however many
 * GPU workers there are; what the sweep knows is made from theirs when somebody asks. A rung is stored before its trainings
 * begin: whoever goes on after a crash begins those that are missing.
 */
@Injectable()
export class SweepsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(SweepRecords) private readonly sweeps: SweepRecords,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(RunQuotaService) private readonly quota: RunQuotaService,
    @Inject(AudioQuotaService) private readonly audio: AudioQuotaService,
    @Inject(SweepRungs) private readonly rungs: SweepRungs,
  ) {}

  /** Every recipe and split is made before the first training is recorded: what cannot succeed is refused whole. */
  async create(caller: Caller, request: CreateSweep): Promise<SweepRecord> {
    const { ranges, strategy, runs, minutes, drawSeed, fold, seed, table } = request;
    if (Object.hasOwn(ranges, 'epochs') || Object.hasOwn(ranges, 'budgetMinutes'))
      throw new SerenadeError('request.invalid', 'ranges: epochs and minutes are what the sweep may spend.');
    const prepared = await this.trainings.prepare(caller, request);
    const epochs = request.epochs ?? prepared.recipe.epochs;
    const plan = planOf(strategy, runs, epochs);
    const configurations = drawConfigurations(ranges, runs, drawSeed);
    const all = plan.map((rung) =>
      configurations.map((values) => {
        const recipe = variedRecipe(prepared.recipe, values, { epochs: rung.epochs, minutes });
        requireValidation(recipe.validationShare);
        return prepared.record(fold, seed, recipe);
      }),
    );
    const [records = []] = all;
    const [first] = records;
    if (first === undefined) throw new SerenadeError('internal.error', 'A sweep without a training.');
    const sweep: SweepRecord = {
      v: 1,
      id: newId('sweep'),
      owner: caller.owner,
      createdAt: new Date().toISOString(),
      archiveId: first.archiveId,
      corpus: first.corpus,
      recipe: typeof request.recipe === 'string' ? request.recipe : first.recipe,
      featureSet: first.featureSet,
      split: first.split,
      fold,
      seed,
      ranges,
      strategy,
      plan,
      configurations,
    };
    const { store } = this;
    const ids = records.map(({ id }) => id);
    await this.audio.assertLeft(caller.owner);
    await this.quota.claim(caller.owner, ids);
    if (table !== undefined) await store.put(sweepKeys.table(sweep.id), new TextEncoder().encode(table));
    const rung: SweepRung = { v: 1, configurations: ids.map((_, at) => at), runs: records };
    await this.rungs.save(sweep, 0, rung);
    await store.put(sweepKeys.open(sweep.id), '');
    await this.sweeps.save(sweep);
    for (const record of records) await this.trainings.start(record, table, { isAdmitted: true });
    return sweep;
  }

  /** @throws SerenadeError `sweep.not_found` */
  async get(caller: Caller, id: string): Promise<SweepRecord> {
    const record = owned(caller, await this.sweeps.find(id));
    if (record !== null) return record;
    throw new SerenadeError('sweep.not_found', `There is no sweep ${id}.`, { sweepId: id });
  }

  async list(caller: Caller, query: PageQuery): Promise<Page<Omit<SweepRecord, 'v' | 'configurations'>>> {
    const page = await this.sweeps.page({ ...query, owner: caller.owner });
    return { ...page, items: page.items.map(shown) };
  }

  async view(sweep: SweepRecord): Promise<SweepView> {
    const trials = await this.rungs.trials(sweep);
    trials.sort(
      (a, b) =>
        b.rung - a.rung || (b.validationUar ?? -1) - (a.validationUar ?? -1) || (a.runId < b.runId ? -1 : 1),
    );
    return { ...shown(sweep), state: stateOf(trials, sweep.plan.length - 1), trials };
  }

  /** Cancels the trainings that are not over; no rung follows. */
  async cancel(sweep: SweepRecord): Promise<void> {
    await this.store.delete(sweepKeys.open(sweep.id));
    for (const { runs } of await this.rungs.all(sweep))
      for (const run of runs) {
        const state = await this.ledger.state(run.id);
        if (state !== null && !isOver(state)) await this.runs.cancel(run);
      }
  }

  /** Begins what is missing of the last rung, or the next one when it is over. */
  async advance(sweep: SweepRecord): Promise<void> {
    const { store, ledger } = this;
    const rungs = await this.rungs.all(sweep);
    const last = rungs.at(-1);
    if (last === undefined) return;
    const states = await Promise.all(last.runs.map(({ id }) => ledger.state(id)));
    const missing = await this.rungs.neverBegun(last.runs.filter((_, at) => states[at] === null));
    if (missing.length > 0) return this.begin(sweep, missing);
    if (states.some((state) => state !== null && !isOver(state))) return;
    const next = await this.rungs.next(sweep, rungs.length, last);
    if (next === null) return store.delete(sweepKeys.open(sweep.id));
    await this.rungs.save(sweep, rungs.length, next);
    await this.begin(sweep, next.runs);
  }

  private async begin(sweep: SweepRecord, runs: readonly TrainingRunRecord[]): Promise<void> {
    const bytes = await this.store.find(sweepKeys.table(sweep.id));
    const table = bytes === null ? undefined : new TextDecoder().decode(bytes);
    for (const run of runs) await this.trainings.start(run, table, { isAdmitted: true });
  }
}

function shown({ v: _version, configurations: _drawn, ...rest }: SweepRecord) {
  return rest;
}

function stateOf(trials: readonly SweepTrial[], lastRung: number): SweepView['state'] {
  if (trials.some(({ state }) => !isOver(state))) return 'running';
  if (trials.some(({ state }) => state === 'cancelled')) return 'cancelled';
  const reached = Math.max(...trials.map(({ rung }) => rung));
  const isDone = trials.some(({ rung, validationUar }) => rung === reached && validationUar !== null);
  if (!isDone) return 'failed';
  return reached === lastRung ? 'completed' : 'running';
}

function requireValidation(share: number): void {
  if (share > 0) return;
  throw new SerenadeError(
    'recipe.invalid',
    'A sweep chooses by validation clips, and the recipe keeps none. Give it a validationShare such as 0.1.',
  );
}
