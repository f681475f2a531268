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
import type { LiveRun, LiveRuns } from '#libs/queue';
import { Records, type ObjectStore } from '#libs/storage';

export type EndState = Extract<RunState, 'completed' | 'completed_with_errors' | 'cancelled' | 'failed'>;

/**
 * The life of runs. What lasts (the request and how it ended) is a record in the store; what changes by the second
 * is live state in Redis, which may be lost.
 *
 * The state of a run is the only truth about failure. A job that is out of attempts marks its run as failed, and
 * everything else reads that state and stops.
 */
export class RunLedger {
  readonly scoring: Records<typeof scoringRunRecord>;
  readonly training: Records<typeof trainingRunRecord>;

  constructor(
    store: ObjectStore,
    readonly live: LiveRuns,
    /** Told of each end, at least once; may be told again of the same. */
    private readonly onEnd: (ended: RunRecord) => Promise<void> = () => Promise.resolve(),
  ) {
    this.scoring = new Records(store, 'scoring-runs', scoringRunRecord);
    this.training = new Records(store, 'training-runs', trainingRunRecord);
  }

  /** Begins a launch of a run. Writes the record first: a run that is known to Redis always has one. */
  async open(record: RunRecord): Promise<void> {
    await this.save(record);
    await this.live.open(record, record.kind === 'training' ? record.resolvedRecipe.epochs : 0);
  }

  async find(runId: string): Promise<RunRecord | null> {
    return runKindOf(runId) === 'scoring' ? this.scoring.find(runId) : this.training.find(runId);
  }

  /** The state of the run; one that Redis forgot is judged by its record. */
  async state(runId: string): Promise<RunState | null> {
    const state = await this.live.state(runId);
    if (state !== null) return state;
    const record = await this.find(runId);
    return record === null ? null : stateWithoutRedis(record);
  }

  /**
   * Returns a run as clients see it: the record, with the live state while there is one. A run may end after its record
   * was read; the record is then read again for its end.
   */
  async view<R extends RunRecord>(record: R): Promise<RunView<R>> {
    const live = await this.live.find(record.id);
    const hasEnded = live !== null && isOver(live.state) && !isOver(record.state);
    const current = hasEnded ? await this.find(record.id) : null;
    return runView((current as R | null) ?? record, live);
  }

  /** Whether the jobs of this launch have nothing more to do: the run is not under way, or was launched again. */
  async isStopped({ runId, launch }: { readonly runId: string; readonly launch: number }): Promise<boolean> {
    const live = await this.live.findLaunch(runId);
    return live?.launch !== launch || !isUnderWay(live.state);
  }

  /** Moves a run that goes on to another state; false when it may not go there. */
  async move(runId: string, state: RunState): Promise<boolean> {
    return this.live.move(runId, state);
  }

  /**
   * Ends a run, in the record first. A run that is over stays as it is. A failure is told in Redis even when the store
   * cannot be reached, and the store's error is thrown; any other end waits for the store.
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
      if (state === 'failed') await this.tellEnd(runId, record, state, error);
      throw failure;
    }
    await this.tellEnd(runId, record, final, error);
    if (record !== null) await this.onEnd(record);
  }

  /** Records the end of a run that only Redis knows of, because the store was away when it came. */
  async settle(runId: string): Promise<void> {
    const live = await this.live.find(runId);
    if (live !== null && isEnd(live.state)) await this.end(runId, live.state, live.error);
  }

  /** Removes the record of a run that is over, and what Redis knows of it. */
  async forget(record: RunRecord): Promise<void> {
    await (record.kind === 'scoring' ? this.scoring.delete(record) : this.training.delete(record));
    await this.live.forget(record.id);
  }

  private async tellEnd(
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

  /** Pauses a run, in the record too, so that it stays paused without Redis. False when it may not be paused. */
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

/** Without live state there are no jobs: a run that is neither over nor paused was interrupted, and can be resumed. */
function stateWithoutRedis({ state }: RunRecord): RunState {
  return isOver(state) || state === 'paused' ? state : 'interrupted';
}

function isEnd(state: RunState): state is EndState {
  return isOver(state);
}

/** The view of each kind of run that is in `R`. */
export type RunView<R extends RunRecord> = R extends unknown
  ? Omit<R, 'v'> & { progress: RunProgress }
  : never;

function runView<R extends RunRecord>(record: R, live: LiveRun | null): RunView<R> {
  const { v: _version, ...shown } = record;
  const state = isOver(record.state) ? record.state : (live?.state ?? stateWithoutRedis(record));
  return {
    ...shown,
    state,
    error: record.error ?? live?.error ?? null,
    progress: live?.progress ?? NO_PROGRESS,
  } as RunView<R>;
}

const NO_PROGRESS: RunProgress = {
  clips: null,
  extracted: 0,
  scored: 0,
  failed: 0,
  cancelled: 0,
  failedByCode: {},
  cachedShards: 0,
  clipsPerSecond: null,
  eta: null,
  epoch: 0,
  epochs: 0,
};
