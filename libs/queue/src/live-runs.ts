import type { Redis } from 'ioredis';
import {
  isErrorCode,
  isOver,
  runState,
  type CodedError,
  type EpochMetrics,
  type RunEvent,
  type RunProgress,
  type RunRecord,
  type RunState,
} from '#libs/contracts';
import { audioKey } from './audio-seconds.js';
import { type Keyspace, archiveUsersKey, runKeys } from './run-keys.js';
import { BEGIN_WITH, COUNT_SHARD, MOVE } from './live-runs.scripts.js';
import { RunPlaces } from './run-places.js';
import { updateRate, toProgress, type FailedByCode } from './run-progress.js';

const KEPT_SECONDS = 7 * 24 * 3600;
const EVENTS_KEPT = 1_000;
const PROGRESS_EVERY_MS = 1_000;

export interface LiveRun {
  readonly state: RunState;
  readonly launch: number;
  readonly error: CodedError | null;
  readonly progress: RunProgress;
}

/** The stages of a shard. */
export type ShardStage = 'extracted' | 'scored';

export type ShardCounts = Partial<Record<'extracted' | 'scored' | 'failed' | 'cachedShards', number>> &
  FailedByCode;

/** Keeps the live state of runs in Redis: state, counts and events. Its size does not depend on the number of clips. */
export class LiveRuns {
  readonly places: RunPlaces;
  private readonly redis: Redis;

  constructor(private readonly keyspace: Keyspace) {
    this.redis = keyspace.redis;
    this.places = new RunPlaces(keyspace);
  }

  /** Starts the live state of a launch. It deletes the live state of earlier launches, except their events. */
  async open({ id, archiveId, owner, priority, launch, state }: RunRecord, epochs: number): Promise<void> {
    const { events: _kept, ...keys } = runKeys(this.keyspace, id);
    await this.redis.sadd(archiveUsersKey(this.keyspace, archiveId), id);
    await this.redis
      .multi()
      .del(...Object.values(keys))
      .hset(keys.state, { state, launch, epochs, owner, priority, openedAt: Date.now() })
      .exec();
    await this.publish(id, { type: 'state.changed', state });
  }

  /** Returns the live state of a run, or null if Redis has none. */
  async find(runId: string): Promise<LiveRun | null> {
    const fields = await this.redis.hgetall(runKeys(this.keyspace, runId).state);
    const state = runState.safeParse(fields['state']);
    if (!state.success) return null;
    const code = fields['errorCode'];
    return {
      state: state.data,
      launch: Number(fields['launch'] ?? 0),
      error: isErrorCode(code) ? { code, message: fields['errorMessage'] ?? '' } : null,
      progress: toProgress(fields, state.data),
    };
  }

  async state(runId: string): Promise<RunState | null> {
    return (await this.findLaunch(runId))?.state ?? null;
  }

  /** Returns the state and the launch of a run, or null if Redis has none. */
  async findLaunch(runId: string): Promise<Pick<LiveRun, 'state' | 'launch'> | null> {
    const [stored, launch] = await this.redis.hmget(runKeys(this.keyspace, runId).state, 'state', 'launch');
    const state = runState.safeParse(stored);
    return state.success ? { state: state.data, launch: Number(launch ?? 0) } : null;
  }

  /**
   * Moves the run to a state and publishes the event. Returns false if the run is in that state already, cannot move to
   * it, or is unknown.
   */
  async move(runId: string, state: RunState, error?: CodedError): Promise<boolean> {
    const keys = runKeys(this.keyspace, runId);
    const event: RunEvent = { type: 'state.changed', state, ...(error === undefined ? {} : { error }) };
    const { code = '', message = '' } = error ?? {};
    const args = [state, code, message, JSON.stringify(event), EVENTS_KEPT];
    return (await this.redis.eval(MOVE, 2, keys.state, keys.events, ...args)) === 1;
  }

  async setClips(runId: string, clips: number): Promise<void> {
    await this.redis.hset(runKeys(this.keyspace, runId).state, 'clips', clips);
    await this.reportProgress(runId);
  }

  /**
   * Adds the outcome of one shard to the counts of the run, exactly once per shard and stage.
   * @param audioSeconds counted against the owner's daily quota; 0 for a shard that was extracted earlier
   * @returns true if the conductor asked to be woken at this number of shards
   */
  async countShard(
    runId: string,
    stage: ShardStage,
    ordinal: number,
    counts: ShardCounts,
    audioSeconds = 0,
  ): Promise<boolean> {
    const keys = runKeys(this.keyspace, runId);
    const owner = audioSeconds > 0 ? await this.redis.hget(keys.state, 'owner') : null;
    const audio = audioKey(this.keyspace, owner ?? '', new Date());
    const milliseconds = owner === null ? 0 : Math.round(1000 * audioSeconds);
    const args = [ordinal, stage, milliseconds, ...Object.entries(counts).flat()];
    const counted = await this.redis.eval(COUNT_SHARD, 3, keys.state, keys[stage], audio, ...args);
    if (counted !== 0) await this.reportProgress(runId);
    return counted === 2;
  }

  /** Returns one bit per shard, set if the shard has passed the stage. Bit 7 of byte 0 is shard 0. */
  async findShardsThrough(runId: string, stage: ShardStage): Promise<Uint8Array> {
    return (await this.redis.getBuffer(runKeys(this.keyspace, runId)[stage])) ?? new Uint8Array();
  }

  /**
   * Sets the number of shards through a stage at which the conductor is woken.
   * @returns true if that many have passed already
   */
  async wakeAt(runId: string, stage: ShardStage, shards: number): Promise<boolean> {
    const { state } = runKeys(this.keyspace, runId);
    await this.redis.hset(state, `${stage}WakeAt`, shards);
    return Number((await this.redis.hget(state, `${stage}Shards`)) ?? 0) >= shards;
  }

  /**
   * Returns true if no shard has passed the stage for `forMs`, judging by the calls of this method. Then it starts
   * counting the time again.
   */
  async isStill(runId: string, stage: ShardStage, forMs: number): Promise<boolean> {
    const { state } = runKeys(this.keyspace, runId);
    const fields = [`${stage}Shards`, 'stillShards', 'stillSince'];
    const [now, before, since] = await this.redis.hmget(state, ...fields);
    const isSame = (now ?? '0') === before;
    if (isSame && Date.now() - Number(since) < forMs) return false;
    await this.redis.hset(state, { stillShards: now ?? '0', stillSince: Date.now() });
    return isSame;
  }

  /**
   * Starts a launch with the completed work of earlier launches: the shards that need no work, and the counts of clips.
   * Only the first call has an effect, so a conductor that restarts does not undo later counts.
   * @param through bits as `findShardsThrough` returns them, with `shards` of them set
   */
  async beginWith(runId: string, through: Uint8Array, shards: number, counts: ShardCounts): Promise<void> {
    const keys = runKeys(this.keyspace, runId);
    const args = [Buffer.from(through), shards, ...Object.entries(counts).flat()];
    await this.redis.eval(BEGIN_WITH, 3, keys.state, keys.extracted, keys.scored, ...args);
  }

  /** Sets the counts of a finished run to those of its results. */
  async setCounts(
    runId: string,
    counts: Partial<Record<'scored' | 'failed' | 'cancelled', number>>,
  ): Promise<void> {
    await this.redis.hset(runKeys(this.keyspace, runId).state, counts);
  }

  async finishEpoch(runId: string, metrics: EpochMetrics): Promise<void> {
    await this.redis.hset(runKeys(this.keyspace, runId).state, 'epoch', metrics.epoch);
    await this.publish(runId, { type: 'epoch.finished', metrics });
  }

  async publish(runId: string, event: RunEvent): Promise<void> {
    const { events } = runKeys(this.keyspace, runId);
    await this.redis.xadd(events, 'MAXLEN', '~', EVENTS_KEPT, '*', 'event', JSON.stringify(event));
  }

  /** Publishes the counts, at most once a second unless `last` is set. It publishes nothing once the run is over. */
  async reportProgress(runId: string, last = false): Promise<void> {
    const keys = runKeys(this.keyspace, runId);
    if (!last && (await this.redis.set(keys.tick, '1', 'PX', PROGRESS_EVERY_MS, 'NX')) === null) return;
    const fields = await this.redis.hgetall(keys.state);
    const state = runState.safeParse(fields['state']);
    if (!state.success || isOver(state.data)) return;
    const rate = updateRate(fields, Date.now());
    await this.redis.hset(keys.state, rate);
    const progress = toProgress({ ...fields, ...rate }, state.data);
    await this.publish(runId, { type: 'progress.made', progress });
  }

  /** Lists the active runs that need the archive. */
  async listUsers(archiveId: string): Promise<string[]> {
    return this.redis.smembers(archiveUsersKey(this.keyspace, archiveId));
  }

  /** Notes that the run no longer needs its archive or a place among its owner's runs. */
  async release({ id, archiveId, owner }: Pick<RunRecord, 'id' | 'archiveId' | 'owner'>): Promise<void> {
    await this.redis.srem(archiveUsersKey(this.keyspace, archiveId), id);
    await this.places.release(owner, id);
  }

  async forget(runId: string): Promise<void> {
    await this.redis.del(...Object.values(runKeys(this.keyspace, runId)));
  }

  /** Lets the live state of a finished run expire. */
  async expire(runId: string): Promise<void> {
    const keys = Object.values(runKeys(this.keyspace, runId));
    await Promise.all(keys.map((key) => this.redis.expire(key, KEPT_SECONDS)));
  }
}
