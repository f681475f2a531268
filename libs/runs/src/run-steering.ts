import {
  ERRORS,
  SerenadeError,
  isOver,
  jobIds,
  type ErrorCode,
  type RunRecord,
  type RunState,
  type ScoringRunRecord,
  runKindOf,
} from '#libs/contracts';
import type { JobProducer } from '#libs/queue';
import type { RunLedger } from './run-ledger.js';

/**
 * Pauses, resumes, cancels and retries runs. Each resume or retry is a new launch, whose conductor finds the missing
 * shards in the store. So a run resumes after a pause, a failure, a cancellation or the loss of Redis.
 */
export class RunSteering {
  constructor(
    private readonly ledger: RunLedger,
    private readonly producer: JobProducer,
  ) {}

  /** Records a launch of a run and adds its first job. */
  async launch(record: RunRecord): Promise<void> {
    await this.ledger.open(record);
    const { id: runId, launch, archiveId } = record;
    await this.producer.add('index-archive', [
      { jobId: jobIds.index(runId, launch), data: { v: 1, runId, launch, archiveId } },
    ]);
  }

  /**
   * Pauses a run. Running jobs end, no further job starts, and the queues keep no jobs of the run.
   * @throws SerenadeError `run.already_over`, `run.not_steerable`
   */
  async pause(record: RunRecord): Promise<void> {
    const state = await this.readState(record);
    if (state === 'paused') return;
    if (!(await this.ledger.pause(record)))
      throw notSteerable(record, await this.readState(record), 'paused');
    await this.producer.leaveOrder(record.id, record.owner);
  }

  /**
   * Resumes a run that was paused, cancelled or interrupted, or that failed. An active run gets a new launch for its
   * missing shards. Completed work is not repeated.
   * @throws SerenadeError `run.already_over` if it is complete, `run.not_steerable` while it is being cancelled
   */
  async resume(record: RunRecord): Promise<void> {
    const state = await this.readState(record);
    if (state === 'completed' || state === 'completed_with_errors') {
      const message = `The run ${record.id} is complete. To run failed clips again, call retry-failed.`;
      throw new SerenadeError('run.already_over', message, { runId: record.id });
    }
    if (state === 'cancelling') throw notSteerable(record, state, 'resumed before it is cancelled');
    await this.launch(prepareLaunch(record));
  }

  /**
   * Retries the clips that failed with the chosen errors.
   * @throws SerenadeError `run.not_steerable` while the run is not complete, `run.nothing_to_retry`
   */
  async retryFailed(
    record: ScoringRunRecord,
    choice: 'retryable' | 'all' | readonly ErrorCode[],
    failed: readonly ErrorCode[],
  ): Promise<void> {
    const state = await this.readState(record);
    if (state !== 'completed_with_errors') throw notSteerable(record, state, 'retried before it is complete');
    const codes = failed.filter((code) => isChosen(code, choice));
    if (codes.length === 0) {
      const present = failed.join(', ') || 'none';
      const message = `No clip failed with such an error (errors of this run: ${present}). Choose other codes, or "all".`;
      throw new SerenadeError('run.nothing_to_retry', message, { runId: record.id });
    }
    const round = record.retries.length + 1;
    const retries = [...record.retries, { round, codes, requestedAt: new Date().toISOString() }];
    await this.launch({ ...prepareLaunch(record), retries });
  }

  /**
   * Cancels a run and keeps its completed work. Calling it again while the run is being cancelled changes nothing.
   * @throws SerenadeError `run.already_over`
   */
  async cancel(record: RunRecord): Promise<void> {
    const state = await this.readState(record);
    if (state === 'cancelled') return;
    if (isOver(state)) {
      const message = `The run ${record.id} is over already, with the state ${state}.`;
      throw new SerenadeError('run.already_over', message, { runId: record.id });
    }
    if (record.kind === 'training') return this.cancelTraining(record, state);
    const isLost = (await this.ledger.live.findLaunch(record.id)) === null;
    if (isLost) await this.ledger.open({ ...record, state: 'cancelling' });
    else await this.ledger.move(record.id, 'cancelling');
    // The conductor, if there is one, adds the same job.
    await addLastJob(this.producer, record.id, record.launch);
  }

  /** Ends a training that no worker is computing at once. It has nothing to save, and might wait long for a worker. */
  private async cancelTraining(record: RunRecord, state: RunState): Promise<void> {
    if (state === 'training' || state === 'finishing') await this.ledger.move(record.id, 'cancelling');
    else if (state !== 'cancelling') await this.ledger.end(record.id, 'cancelled');
  }

  private async readState(record: RunRecord): Promise<RunState> {
    return isOver(record.state) ? record.state : ((await this.ledger.state(record.id)) ?? record.state);
  }
}

function prepareLaunch<R extends RunRecord>(record: R): R {
  return { ...record, state: 'queued', launch: record.launch + 1, finishedAt: null, error: null };
}

function isChosen(code: ErrorCode, choice: 'retryable' | 'all' | readonly ErrorCode[]): boolean {
  if (choice === 'all') return true;
  return choice === 'retryable' ? ERRORS[code].retryable : choice.includes(code);
}

function notSteerable({ id }: RunRecord, state: RunState, what: string): SerenadeError {
  const code = isOver(state) ? 'run.already_over' : 'run.not_steerable';
  return new SerenadeError(code, `The run ${id} is ${state} and cannot be ${what}.`, { runId: id });
}

/** Adds the job that ends a launch. The job does the remaining work, or records an end that only Redis knows. */
export async function addLastJob(producer: JobProducer, runId: string, launch: number): Promise<void> {
  const data = { v: 1, runId, launch } as const;
  if (runKindOf(runId) === 'scoring')
    await producer.add('finish-scoring', [{ jobId: jobIds.finish(runId, launch), data }]);
  else await producer.add('train', [{ jobId: jobIds.train(runId, launch), data }]);
}
