import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  isOver,
  newId,
  type CreateSweep,
  type PageQuery,
  type SweepRecord,
  type SweepRung,
  type SweepView,
  type TrainingRunRecord,
} from '#libs/contracts';
import { RunLedger, drawConfigurations, planRungs, rankCandidates, sweepState, varyRecipe } from '#libs/runs';
import { sweepKeys, type ObjectStore, type Page } from '#libs/storage';
import { ownedRecord, type Caller } from '../access/caller.js';
import { SweepRecords, viewPage } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { RunsService } from '../runs/runs.service.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';
import { SweepRungs } from './sweep-rungs.js';

/**
 * Searches over recipes: many trainings of one recipe with keys drawn from ranges. Each is a training run, so all GPU
 * workers share them. The state of a sweep is derived from its trainings on request. A rung is stored before its trainings
 * start, so after a crash another process starts those that are missing.
 */
@Injectable()
export class SweepsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(SweepRecords) private readonly sweeps: SweepRecords,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(SweepRungs) private readonly rungs: SweepRungs,
  ) {}

  /** Builds every recipe and split before the first training is recorded, so a sweep that cannot succeed starts none. */
  async create(caller: Caller, request: CreateSweep): Promise<SweepRecord> {
    const { ranges, strategy, runs, minutes, drawSeed, fold, seed, table } = request;
    if (Object.hasOwn(ranges, 'epochs') || Object.hasOwn(ranges, 'budgetMinutes'))
      throw new SerenadeError(
        'request.invalid',
        'ranges: epochs and budgetMinutes cannot vary. Set epochs and minutes of the sweep instead.',
      );
    const prepared = await this.trainings.prepare(caller, request);
    const epochs = request.epochs ?? prepared.recipe.epochs;
    const plan = planRungs(strategy, runs, epochs);
    const configurations = drawConfigurations(ranges, runs, drawSeed);
    const all = plan.map((rung) =>
      configurations.map((values) => {
        const recipe = varyRecipe(prepared.recipe, values, { epochs: rung.epochs, minutes });
        requireValidation(recipe.validationShare);
        return prepared.record(fold, seed, recipe);
      }),
    );
    const [records = []] = all;
    const [first] = records;
    if (first === undefined) throw new SerenadeError('internal.error', 'The sweep has no training.');
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
    await this.runs.admit(caller.owner, ids);
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
    return ownedRecord(caller, await this.sweeps.find(id), 'sweep.not_found', id);
  }

  async list(caller: Caller, query: PageQuery): Promise<Page<Omit<SweepRecord, 'v' | 'configurations'>>> {
    return viewPage(await this.sweeps.page({ ...query, owner: caller.owner }), toListed);
  }

  async view(sweep: SweepRecord): Promise<SweepView> {
    const trials = rankCandidates(await this.rungs.candidates(sweep));
    return { ...toListed(sweep), state: sweepState(trials, sweep.plan.length - 1), trials };
  }

  /** Cancels the trainings that are not over. No rung follows. */
  async cancel(sweep: SweepRecord): Promise<void> {
    await this.store.delete(sweepKeys.open(sweep.id));
    for (const { runs } of await this.rungs.list(sweep))
      for (const run of runs) {
        const state = await this.ledger.state(run.id);
        if (state !== null && !isOver(state)) await this.runs.cancel(run);
      }
  }

  /** Starts the missing trainings of the last rung, or the next rung once the last is over. */
  async advance(sweep: SweepRecord): Promise<void> {
    const { store, ledger } = this;
    const rungs = await this.rungs.list(sweep);
    const last = rungs.at(-1);
    if (last === undefined) return;
    const states = await Promise.all(last.runs.map(({ id }) => ledger.state(id)));
    const missing = await this.rungs.withoutRemoved(last.runs.filter((_, at) => states[at] === null));
    if (missing.length > 0) return this.start(sweep, missing);
    if (states.some((state) => state !== null && !isOver(state))) return;
    const next = await this.rungs.next(sweep, rungs.length, last);
    if (next === null) return store.delete(sweepKeys.open(sweep.id));
    await this.rungs.save(sweep, rungs.length, next);
    await this.start(sweep, next.runs);
  }

  private async start(sweep: SweepRecord, runs: readonly TrainingRunRecord[]): Promise<void> {
    const bytes = await this.store.find(sweepKeys.table(sweep.id));
    const table = bytes === null ? undefined : new TextDecoder().decode(bytes);
    for (const run of runs) await this.trainings.start(run, table, { isAdmitted: true });
  }
}

function toListed({ v: _version, configurations: _drawn, ...rest }: SweepRecord) {
  return rest;
}

function requireValidation(share: number): void {
  if (share > 0) return;
  throw new SerenadeError(
    'recipe.invalid',
    'A sweep compares candidates on validation clips, and the recipe sets none aside. Set validationShare, for example to 0.1.',
  );
}
