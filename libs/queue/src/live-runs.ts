import type { Redis } from 'ioredis';
import {
  isErrorCode,
  isOver,
  runState,
  type CodedError,
  type EpochMetrics,
  type RunEvent,
  type RunProgress,
  type RunState,
} from '#libs/contracts';
import { archiveUsersKey, runKeys } from './run-keys.js';

const KEPT_SECONDS = 7 * 24 * 3600;
const EVENTS_KEPT = 1_000;
const PROGRESS_EVERY_MS = 1_000;

export interface LiveRun {
  readonly state: RunState;
  readonly error: CodedError | null;
  readonly progress: RunProgress;
}

/**
 * A state is left only for a later one: `over` never, `cancelling` only for its end. The event is told in the same
 * step, so that whoever sees that a run is over finds its last event. Returns 1 when the state changed.
 */
const MOVE = `
local current = redis.call('HGET', KEYS[1], 'state')
local over = { completed = 1, completed_with_errors = 1, cancelled = 1, failed = 1 }
if current == ARGV[1] or over[current or ''] then return 0 end
if current == 'cancelling' and not over[ARGV[1]] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'errorCode', ARGV[2], 'errorMessage', ARGV[3])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[4])
return 1`;

/** Adds a shard's counts once, however often its job runs: a bit per shard remembers. */
const COUNT_SHARD = `
if redis.call('SETBIT', KEYS[2], ARGV[1], 1) == 1 then return 0 end
for i = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1`;

/** The live state of runs in Redis: state, counts and events. Cost is O(1) in the number of clips. */
export class LiveRuns {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /** Starts the live state of a run. */
  async open(runId: string, archiveId: string, epochs: number): Promise<void> {
    const keys = runKeys(this.prefix, runId);
    await this.redis.sadd(archiveUsersKey(this.prefix, archiveId), runId);
    await this.redis.hset(keys.state, { state: 'queued', epochs, openedAt: Date.now() });
    await this.publish(runId, { type: 'state.changed', state: 'queued' });
  }

  /** Null when Redis knows nothing of the run (any more). */
  async find(runId: string): Promise<LiveRun | null> {
    const fields = await this.redis.hgetall(runKeys(this.prefix, runId).state);
    const state = runState.safeParse(fields['state']);
    if (!state.success) return null;
    const code = fields['errorCode'];
    return {
      state: state.data,
      error: isErrorCode(code) ? { code, message: fields['errorMessage'] ?? '' } : null,
      progress: toProgress(fields),
    };
  }

  async state(runId: string): Promise<RunState | null> {
    const state = runState.safeParse(await this.redis.hget(runKeys(this.prefix, runId).state, 'state'));
    return state.success ? state.data : null;
  }

  /** Moves the run to a state and tells it. False when the run is over, cancelled, or in that state already. */
  async move(runId: string, state: RunState, error?: CodedError): Promise<boolean> {
    const keys = runKeys(this.prefix, runId);
    const event: RunEvent = { type: 'state.changed', state, ...(error === undefined ? {} : { error }) };
    const { code = '', message = '' } = error ?? {};
    const args = [state, code, message, JSON.stringify(event), EVENTS_KEPT];
    return (await this.redis.eval(MOVE, 2, keys.state, keys.events, ...args)) === 1;
  }

  async setClips(runId: string, clips: number): Promise<void> {
    await this.redis.hset(runKeys(this.prefix, runId).state, 'clips', clips);
    await this.tellProgress(runId);
  }

  /** Adds what became of one shard to the counts of the run, exactly once per shard and stage. */
  async countShard(
    runId: string,
    stage: 'extracted' | 'scored',
    ordinal: number,
    counts: Partial<Record<'extracted' | 'scored' | 'failed' | 'cachedShards', number>>,
  ): Promise<void> {
    const keys = runKeys(this.prefix, runId);
    const pairs = Object.entries(counts).flatMap(([field, count]) => [field, count]);
    await this.redis.eval(COUNT_SHARD, 2, keys.state, keys[stage], ordinal, ...pairs);
    await this.tellProgress(runId);
  }

  async setCancelled(runId: string, clips: number): Promise<void> {
    await this.redis.hset(runKeys(this.prefix, runId).state, 'cancelled', clips);
  }

  async finishEpoch(runId: string, metrics: EpochMetrics): Promise<void> {
    await this.redis.hset(runKeys(this.prefix, runId).state, 'epoch', metrics.epoch);
    await this.publish(runId, { type: 'epoch.finished', metrics });
  }

  async publish(runId: string, event: RunEvent): Promise<void> {
    const { events } = runKeys(this.prefix, runId);
    await this.redis.xadd(events, 'MAXLEN', '~', EVENTS_KEPT, '*', 'event', JSON.stringify(event));
  }

  /** Tells the counts, at most once a second unless it is the last time; nothing is told after the end. */
  async tellProgress(runId: string, last = false): Promise<void> {
    const keys = runKeys(this.prefix, runId);
    if (!last && (await this.redis.set(keys.tick, '1', 'PX', PROGRESS_EVERY_MS, 'NX')) === null) return;
    const live = await this.find(runId);
    if (live !== null && !isOver(live.state))
      await this.publish(runId, { type: 'progress.made', progress: live.progress });
  }

  /** Runs under way that need the archive. */
  async usersOf(archiveId: string): Promise<string[]> {
    return this.redis.smembers(archiveUsersKey(this.prefix, archiveId));
  }

  /** The run needs the archive no more. */
  async release(runId: string, archiveId: string): Promise<void> {
    await this.redis.srem(archiveUsersKey(this.prefix, archiveId), runId);
  }

  /** Lets the live state of a run that is over pass away. */
  async expire(runId: string): Promise<void> {
    const keys = Object.values(runKeys(this.prefix, runId));
    await Promise.all(keys.map((key) => this.redis.expire(key, KEPT_SECONDS)));
  }
}

function toProgress(fields: Record<string, string>): RunProgress {
  const count = (name: string) => Number(fields[name] ?? 0);
  return {
    clips: fields['clips'] === undefined ? null : count('clips'),
    extracted: count('extracted'),
    scored: count('scored'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    cachedShards: count('cachedShards'),
    epoch: count('epoch'),
    epochs: count('epochs'),
  };
}
