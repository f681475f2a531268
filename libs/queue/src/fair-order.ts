import { RUN_PRIORITIES, type QueueName, type RunPriority } from '#libs/contracts';
import type { Keyspace } from './keyspace.js';
import { fairOrderKey, ownerRunsKey, runKeys } from './run-keys.js';

/** Largest priority that BullMQ knows; smaller ones are served first, and 0 means none. */
export const LAST_PLACE = 2 ** 21 - 1;

/** From here on the order of a queue is moved back to its beginning. */
export const MOVE_BACK_FROM = 2 ** 20;

/** What a job costs its run on the clock of the queue. */
const COSTS: Readonly<Record<RunPriority, number>> = { high: 1, normal: 4, low: 16 };

const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * Places `n` jobs of a run: from max(clock, where its last job ended), each as far apart as the run's owner has runs under
 * way, times the cost. The first job of an owner's k-th run stands behind k - 1 jobs of the owner's others, so that many
 * small runs get no more than a large one.
 */
const TAKE_PLACES = `
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[4])
local runs = redis.call('SCARD', KEYS[2])
local step = tonumber(ARGV[3]) * runs
local clock = tonumber(redis.call('HGET', KEYS[1], 'clock') or '0')
local last = redis.call('HGET', KEYS[1], ARGV[1])
local at = clock + tonumber(ARGV[3]) * (runs - 1)
if last then at = math.max(clock, tonumber(last)) end
redis.call('HSET', KEYS[1], ARGV[1], at + step * tonumber(ARGV[2]))
return { at, step }`;

/** The clock never goes back but by `moveBack`. */
const TELL_CLOCK = `
local clock = tonumber(redis.call('HGET', KEYS[1], 'clock') or '0')
if tonumber(ARGV[1]) > clock then
  clock = tonumber(ARGV[1])
  redis.call('HSET', KEYS[1], 'clock', clock)
end
return clock`;

const MOVE_BACK = `
local by = tonumber(redis.call('HGET', KEYS[1], 'clock') or '0')
if by < tonumber(ARGV[1]) then return 0 end
local places = redis.call('HGETALL', KEYS[1])
for i = 1, #places, 2 do
  redis.call('HSET', KEYS[1], places[i], math.max(0, tonumber(places[i + 1]) - by))
end
return by`;

/**
 * The order in which the jobs of many runs are served: start-time fair queueing (Goyal, Vin, Cheng 1996) between owners,
 * and between the runs of each. A job's place is its BullMQ priority; the clock of a queue is the place of the job that
 * was begun last. A run that comes late begins at the clock: it waits for no run that is under way.
 */
export class FairOrder {
  constructor(private readonly keyspace: Keyspace) {}

  /** Priorities for `jobs` further jobs of a run; of a run that Redis has lost they are the first. */
  async take(queue: QueueName, runId: string, jobs: number): Promise<number[]> {
    const { state } = runKeys(this.keyspace, runId);
    const [owner, told] = await this.keyspace.redis.hmget(state, 'owner', 'priority');
    const priority = RUN_PRIORITIES.find((known) => known === told) ?? 'normal';
    const keys = [fairOrderKey(this.keyspace, queue), ownerRunsKey(this.keyspace, owner ?? '')];
    const args = [runId, jobs, COSTS[priority], KEPT_SECONDS];
    const [at, step] = (await this.keyspace.redis.eval(TAKE_PLACES, 2, ...keys, ...args)) as [number, number];
    return Array.from({ length: jobs }, (_, n) => Math.min(1 + at + n * step, LAST_PLACE));
  }

  /** Tells that a job with this priority was begun. @returns the clock */
  async begun(queue: QueueName, priority: number): Promise<number> {
    const key = fairOrderKey(this.keyspace, queue);
    return (await this.keyspace.redis.eval(TELL_CLOCK, 1, key, priority - 1)) as number;
  }

  /** The run has no more jobs to add for now; its owner's other runs share what it leaves. */
  async leave(runId: string, owner: string, queues: readonly QueueName[]): Promise<void> {
    await this.keyspace.redis.srem(ownerRunsKey(this.keyspace, owner), runId);
    await Promise.all(
      queues.map((queue) => this.keyspace.redis.hdel(fairOrderKey(this.keyspace, queue), runId)),
    );
  }

  /** Sets a clock that stands high back to 0, with all places after it. @returns by how much; 0 when somebody else did */
  async moveBack(queue: QueueName): Promise<number> {
    const key = fairOrderKey(this.keyspace, queue);
    return (await this.keyspace.redis.eval(MOVE_BACK, 1, key, MOVE_BACK_FROM)) as number;
  }
}
