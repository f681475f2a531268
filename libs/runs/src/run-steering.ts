import {
  ERRORS,
  SerenadeError,
  isOver,
  jobIds,
  type ErrorCode,
  type RunRecord,
  type RunState,
  type ScoringRunRecord,
} from '#libs/contracts';
import type { JobProducer } from '#libs/queue';
import type { RunLedger } from './run-ledger.js';

/**
 * What a client may ask of a run. Every way on is a new launch: its conductor computes from the store what is missing, so
 * that a run goes on after a pause, a failure, a cancellation, and with an empty Redis too.
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
   * Holds a run: jobs under way end, no other is begun, and nothing of it stays in the queue.
   * @throws SerenadeError `run.already_over`, `run.not_steerable`
   */
  async pause(record: RunRecord): Promise<void> {
    const state = await this.stateOf(record);
    if (state === 'paused') return;
    if (!(await this.ledger.pause(record))) throw notSteerable(record, await this.stateOf(record), 'paused');
    await this.producer.leaveOrder(record.id, record.owner);
  }

  /**
   * Goes on with a run that was paused, cancelled or interrupted, or has failed; one that is under way begins anew with
   * what is missing. What is done is not done again.
   * @throws SerenadeError `run.already_over` when it is complete, `run.not_steerable` while it is being cancelled
   */
  async resume(record: RunRecord): Promise<void> {
    const state = await this.stateOf(record);
    if (state === 'completed' || state === 'completed_with_errors')
      throw new SerenadeError(
        'run.already_over',
        `The run ${record.id} is complete; ask for retry-failed to run failed clips again.`,
        { runId: record.id },
      );
    if (state === 'cancelling') throw notSteerable(record, state, 'resumed before it is cancelled');
    await this.launch(relaunched(record));
  }

  /**
   * Runs the clips that failed with these errors again.
   * @throws SerenadeError `run.not_steerable` while the run is not complete, `run.nothing_to_retry`
   */
  async retryFailed(
    record: ScoringRunRecord,
    choice: 'retryable' | 'all' | readonly ErrorCode[],
    failed: readonly ErrorCode[],
  ): Promise<void> {
    const state = await this.stateOf(record);
    if (state !== 'completed_with_errors') throw notSteerable(record, state, 'retried before it is complete');
    const codes = failed.filter((code) => isChosen(code, choice));
    if (codes.length === 0) {
      const there = failed.length === 0 ? 'none' : failed.join(', ');
      throw new SerenadeError(
        'run.nothing_to_retry',
        `No clip failed with such an error (there are: ${there}); name codes, or ask for "all".`,
        { runId: record.id },
      );
    }
    const round = record.retries.length + 1;
    const retries = [...record.retries, { round, codes, requestedAt: new Date().toISOString() }];
    await this.launch({ ...relaunched(record), retries });
  }

  /**
   * Asks a run to end: what is done is kept. Idempotent while the run is being cancelled.
   * @throws SerenadeError `run.already_over`
   */
  async cancel(record: RunRecord): Promise<void> {
    const state = await this.stateOf(record);
    if (state === 'cancelled') return;
    if (isOver(state)) {
      throw new SerenadeError('run.already_over', `The run ${record.id} is over: ${state}.`, {
        runId: record.id,
      });
    }
    if (record.kind === 'training') return this.cancelTraining(record, state);
    if (
      state === 'interrupted' ||
      (state === 'paused' && (await this.ledger.live.findLaunch(record.id)) === null)
    )
      await this.ledger.open({ ...record, state: 'cancelling' });
    else await this.ledger.move(record.id, 'cancelling');
    // Its conductor, if there is one, adds the same job.
    const { id: runId, launch } = record;
    await this.producer.add('finish-scoring', [
      { jobId: jobIds.finish(runId, launch), data: { v: 1, runId, launch } },
    ]);
  }

  /** A training that is not being computed holds nothing to save, and may wait long for a device. */
  private async cancelTraining(record: RunRecord, state: RunState): Promise<void> {
    if (state === 'training' || state === 'finishing') await this.ledger.move(record.id, 'cancelling');
    else if (state !== 'cancelling') await this.ledger.end(record.id, 'cancelled');
  }

  private async stateOf(record: RunRecord): Promise<RunState> {
    return isOver(record.state) ? record.state : ((await this.ledger.state(record.id)) ?? record.state);
  }
}

function relaunched<R extends RunRecord>(record: R): R {
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
