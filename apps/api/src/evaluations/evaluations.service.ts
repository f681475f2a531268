import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  isOver,
  MOST_EVALUATION_RUNS,
  newId,
  type CreateEvaluation,
  type EvaluationRecord,
  type EvaluationView,
  type PageQuery,
  type ProtocolReport,
  type RunState,
  type TrainingReport,
} from '#libs/contracts';
import { foldCount, resolveLabelMap } from '#libs/corpus';
import { protocolReportOf } from '#libs/evaluation';
import { RunLedger } from '#libs/runs';
import type { Page } from '#libs/storage';
import { ownedRecord, type Caller } from '../access/caller.js';
import { EvaluationRecords, viewOf, viewPage } from '../core/records.js';
import { RunsService } from '../runs/runs.service.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';

/**
 * Runs a whole protocol by one request. Each fold and seed is a training run, so all GPU workers share them. An evaluation
 * is a list of these runs; its state and its report are derived from theirs on request.
 */
@Injectable()
export class EvaluationsService {
  constructor(
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(EvaluationRecords) private readonly evaluations: EvaluationRecords,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
  ) {}

  /** Makes every split before the first training is recorded, so an evaluation that cannot succeed starts none. */
  async create(caller: Caller, request: CreateEvaluation): Promise<EvaluationRecord> {
    const { protocol, folds: wanted, seeds: asked, ...training } = request;
    const prepared = await this.trainings.prepare(caller, { ...training, split: protocol });
    const all = foldCount(prepared);
    const folds = [...new Set(wanted ?? Array.from({ length: all }, (_, fold) => fold))];
    const seeds = [...new Set(asked)];
    if (folds.length * seeds.length > MOST_EVALUATION_RUNS) {
      throw new SerenadeError(
        'request.invalid',
        `folds, seeds: ${folds.length * seeds.length} trainings are more than the limit of ${MOST_EVALUATION_RUNS}. Split them into several evaluations.`,
      );
    }
    const records = seeds.flatMap((seed) => folds.map((fold) => prepared.record(fold, seed)));
    const [first] = records;
    if (first === undefined) throw new SerenadeError('internal.error', 'The evaluation has no training.');
    const evaluation: EvaluationRecord = {
      v: 1,
      id: newId('evaluation'),
      owner: caller.owner,
      createdAt: new Date().toISOString(),
      archiveId: first.archiveId,
      corpus: first.corpus,
      labelMap: resolveLabelMap(prepared.corpora, first.labelMap),
      protocol: first.split,
      foldCount: all,
      folds,
      seeds,
      recipe: first.recipe,
      featureSet: first.featureSet,
      runIds: records.map(({ id }) => id),
    };
    await this.runs.admit(caller.owner, evaluation.runIds);
    await this.evaluations.save(evaluation);
    for (const record of records) await this.trainings.start(record, request.table, { isAdmitted: true });
    return evaluation;
  }

  /** @throws SerenadeError `evaluation.not_found` */
  async get(caller: Caller, id: string): Promise<EvaluationRecord> {
    return ownedRecord(caller, await this.evaluations.find(id), 'evaluation.not_found', id);
  }

  async list(caller: Caller, query: PageQuery): Promise<Page<EvaluationView>> {
    const page = await this.evaluations.page({ ...query, owner: caller.owner });
    return viewPage(page, (record) => this.view(record));
  }

  async view(record: EvaluationRecord): Promise<EvaluationView> {
    const states = await Promise.all(record.runIds.map((id) => this.ledger.state(id)));
    const runs = countStates(states);
    return { ...viewOf(record), runs, state: evaluationState(runs) };
  }

  /** Cancels the trainings that are not over. */
  async cancel({ runIds }: EvaluationRecord): Promise<void> {
    for (const id of runIds) {
      const run = await this.ledger.training.find(id);
      const state = await this.ledger.state(id);
      if (run !== null && state !== null && !isOver(state)) await this.runs.cancel(run);
    }
  }

  /** @throws SerenadeError `run.not_finished` until every training has a report */
  async report(record: EvaluationRecord): Promise<ProtocolReport> {
    const reports: TrainingReport[] = [];
    for (const id of record.runIds) {
      const run = await this.ledger.training.find(id);
      const report = run === null ? null : await this.trainings.findReport(run);
      if (report !== null) reports.push(report);
    }
    const missing = record.runIds.length - reports.length;
    if (missing === 0) return protocolReportOf(record, reports);
    const { runs } = await this.view(record);
    throw new SerenadeError(
      'run.not_finished',
      `${missing} of ${record.runIds.length} trainings have no report yet: ${runs.waiting} are waiting, ${runs.underWay} are running, ${runs.failed} failed, ${runs.cancelled} were cancelled.`,
    );
  }
}

/** Counts the runs by state. A run without a record counts as failed: the API was killed before it recorded it. */
function countStates(states: readonly (RunState | null)[]): EvaluationView['runs'] {
  const count = (is: (state: RunState | null) => boolean) => states.filter(is).length;
  const completed = count((state) => state === 'completed' || state === 'completed_with_errors');
  const failed = count((state) => state === 'failed' || state === null);
  const cancelled = count((state) => state === 'cancelled');
  const waiting = count((state) => state === 'queued' || state === 'paused' || state === 'interrupted');
  const total = states.length;
  const underWay = total - completed - failed - cancelled - waiting;
  return { total, waiting, underWay, completed, failed, cancelled };
}

function evaluationState({ total, waiting, underWay, completed, failed }: EvaluationView['runs']) {
  if (waiting + underWay > 0) return 'running';
  if (completed === total) return 'completed';
  return failed > 0 ? 'failed' : 'cancelled';
}
