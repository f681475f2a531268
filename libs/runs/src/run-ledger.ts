import {
  isOver,
  isUnderWay,
  runKindOf,
  scoringRunRecord,
  trainingRunRecord,
  type CodedError,
  type RunProgress,
  type RunRecord,
  type RunState,
} from '#libs/contracts';
import { toProgress, type LiveRun, type LiveRuns } from '#libs/queue';
import { Records, type ObjectStore } from '#libs/storage';

export type EndState = Extract<RunState, 'completed' | 'completed_with_errors' | 'cancelled' | 'failed'>;

/**
 * Keeps the state of runs. A record in the store contains the request and the outcome. Redis contains counts and
 * progress as live state, which may be lost.
 *
 * Only the state of a run says whether it failed. When a job has no attempts left, it marks its run as failed. All
 * other jobs of the run read that state and stop.
 */
export class RunLedger {
  readonly scoring: Records<typeof scoringRunRecord>;
  readonly training: Records<typeof trainingRunRecord>;

  constructor(
    store: ObjectStore,
    readonly live: LiveRuns,
    /** Called at least once for each run that ends, perhaps several times. */
    private readonly onEnd: (ended: RunRecord) => Promise<void> = () => Promise.resolve(),
  ) {
    this.scoring = new Records(store, 'scoring-runs', scoringRunRecord);
    this.training = new Records(store, 'training-runs', trainingRunRecord);
  }

  /** Starts a launch of a run. It writes the record first, so a run in Redis always has a record. */
  async open(record: RunRecord): Promise<void> {
    await this.save(record);
    await this.live.open(record, record.kind === 'training' ? record.resolvedRecipe.epochs : 0);
  }

  async find(runId: string): Promise<RunRecord | null> {
    return runKindOf(runId) === 'scoring' ? this.scoring.find(runId) : this.training.find(runId);
  }

  /** Returns the state of the run. If Redis has lost the run, the record determines its state. */
  async state(runId: string): Promise<RunState | null> {
    const state = await this.live.state(runId);
    if (state !== null) return state;
    const record = await this.find(runId);
    return record === null ? null : inferState(record);
  }

  /**
   * Returns a run as clients see it: the record and the live state, if there is one. If the run has ended since
   * its record was read, it reads the record again.
   */
  async view<R extends RunRecord>(record: R): Promise<RunView<R>> {
    const live = await this.live.find(record.id);
    const hasEnded = live !== null && isOver(live.state) && !isOver(record.state);
    const current = hasEnded ? await this.find(record.id) : null;
    return runView((current as R | null) ?? record, live);
  }

  /** Returns true if the jobs of this launch should stop, because the run is not active or has a newer launch. */
  async isStopped({ runId, launch }: { readonly runId: string; readonly launch: number }): Promise<boolean> {
    const live = await this.live.findLaunch(runId);
    return live?.launch !== launch || !isUnderWay(live.state);
  }

  /** Moves an active run to another state. Returns false if that is not allowed. */
  async move(runId: string, state: RunState): Promise<boolean> {
    return this.live.move(runId, state);
  }

  /**
   * Ends a run, first in its record and then in Redis. The state of a finished run does not change. If the store is
   * unavailable, this method throws the store's error. Before that, it publishes the state in Redis only if the run has
   * failed.
   */
  async end(
    runId: string,
    state: EndState,
    error: CodedError | null = null,
    patch: { modelId?: string } = {},
  ): Promise<void> {
    let final = state;
    let record: RunRecord | null = null;
    try {
      record = await this.find(runId);
      if (record !== null && isEnd(record.state)) final = record.state;
      else if (record !== null) {
        record = { ...record, ...patch, state, error, finishedAt: new Date().toISOString() };
        await this.save(record);
      }
    } catch (failure) {
      if (state === 'failed') await this.publishEnd(runId, record, state, error);
      throw failure;
    }
    await this.publishEnd(runId, record, final, error);
    if (record !== null) await this.onEnd(record);
  }

  /** Records an end that only Redis knows, because the store was unavailable at the time. */
  async settle(runId: string): Promise<void> {
    const live = await this.live.find(runId);
    if (live !== null && isEnd(live.state)) await this.end(runId, live.state, live.error);
  }

  /** Deletes the record and the live state of a finished run. */
  async forget(record: RunRecord): Promise<void> {
    await (record.kind === 'scoring' ? this.scoring.delete(record) : this.training.delete(record));
    await this.live.forget(record.id);
  }

  private async publishEnd(
    runId: string,
    record: RunRecord | null,
    state: EndState,
    error: CodedError | null,
  ): Promise<void> {
    if (record !== null) await this.live.release(record);
    await this.live.reportProgress(runId, true);
    await this.live.move(runId, state, error ?? undefined);
    await this.live.expire(runId);
  }

  /**
   * Pauses a run in Redis and in its record, so the run stays paused if Redis loses its live state. Returns false if
   * the run cannot be paused.
   */
  async pause(record: RunRecord): Promise<boolean> {
    if (!(await this.live.move(record.id, 'paused'))) return false;
    await this.live.places.release(record.owner, record.id);
    await this.save({ ...record, state: 'paused' });
    return true;
  }

  private async save(record: RunRecord): Promise<void> {
    await (record.kind === 'scoring' ? this.scoring.save(record) : this.training.save(record));
  }
}

/**
 * Returns the state of a run that has no live state. Such a run has no jobs. If it is neither over nor paused, it was
 * interrupted.
 */
function inferState({ state }: RunRecord): RunState {
  return isOver(state) || state === 'paused' ? state : 'interrupted';
}

function isEnd(state: RunState): state is EndState {
  return isOver(state);
}

/** A run as clients see it. If `R` is a union, the result is a union of views. */
export type RunView<R extends RunRecord> = R extends unknown
  ? Omit<R, 'v'> & { progress: RunProgress }
  : never;

function runView<R extends RunRecord>(record: R, live: LiveRun | null): RunView<R> {
  const { v: _version, ...shown } = record;
  const state = isOver(record.state) ? record.state : (live?.state ?? inferState(record));
  return {
    ...shown,
    state,
    error: record.error ?? live?.error ?? null,
    progress: live?.progress ?? toProgress({}, state),
  } as RunView<R>;
}
