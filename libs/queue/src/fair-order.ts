import { RUN_PRIORITIES, type QueueName, type RunPriority } from '#libs/contracts';
import { type Keyspace, fairOrderKey, ownerRunsKey, runKeys } from './run-keys.js';

/** BullMQ's largest priority. Smaller ones are served first; 0 means no priority. */
export const LAST_PLACE = 2 ** 21 - 1;

/** The order of a queue is moved back to 0 when its clock reaches this place. */
export const MOVE_BACK_FROM = 2 ** 20;

/** Each job moves its run forward by this much on the clock of the queue. */
const COSTS: Readonly<Record<RunPriority, number>> = { high: 1, normal: 4, low: 16 };

const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * Places `n` jobs of a run. The first place is the clock, or the end of the run's last job if that is later. The jobs are
 * apart by their cost times the number of the owner's active runs. The first job of an owner's k-th run comes after k - 1
 * jobs of the owner's other runs, so many small runs get no more than a large one.
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

/** Only `moveBack` sets the clock back. */
const ADVANCE_CLOCK = `
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
 * Orders the jobs of many runs by start-time fair queueing (Goyal, Vin, Cheng 1996) between owners, and between the runs
 * of each owner. A job's place is its BullMQ priority. The clock of a queue is the place of the job that started last.
 * A new run starts at the clock, so it does not wait for the runs before it.
 */
export class FairOrder {
  constructor(private readonly keyspace: Keyspace) {}

  /** Returns priorities for `jobs` more jobs of a run. If Redis has lost the run, they are its first ones. */
  async take(queue: QueueName, runId: string, jobs: number): Promise<number[]> {
    const { state } = runKeys(this.keyspace, runId);
    const [owner, stored] = await this.keyspace.redis.hmget(state, 'owner', 'priority');
    const priority = RUN_PRIORITIES.find((known) => known === stored) ?? 'normal';
    const keys = [fairOrderKey(this.keyspace, queue), ownerRunsKey(this.keyspace, owner ?? '')];
    const args = [runId, jobs, COSTS[priority], KEPT_SECONDS];
    const [at, step] = (await this.keyspace.redis.eval(TAKE_PLACES, 2, ...keys, ...args)) as [number, number];
    return Array.from({ length: jobs }, (_, n) => Math.min(1 + at + n * step, LAST_PLACE));
  }

  /** Advances the clock to the place of a job that has started. @returns the clock */
  async advanceClock(queue: QueueName, priority: number): Promise<number> {
    const key = fairOrderKey(this.keyspace, queue);
    return (await this.keyspace.redis.eval(ADVANCE_CLOCK, 1, key, priority - 1)) as number;
  }

  /** Takes a run that adds no more jobs for now out of the order. Its owner's other runs share its turns. */
  async leave(runId: string, owner: string, queues: readonly QueueName[]): Promise<void> {
    await this.keyspace.redis.srem(ownerRunsKey(this.keyspace, owner), runId);
    for (const queue of queues) await this.keyspace.redis.hdel(fairOrderKey(this.keyspace, queue), runId);
  }

  /**
   * Sets a clock beyond MOVE_BACK_FROM back to 0, and moves all places with it.
   * @returns the distance; 0 if the clock is low, or another process moved it
   */
  async moveBack(queue: QueueName): Promise<number> {
    const key = fairOrderKey(this.keyspace, queue);
    return (await this.keyspace.redis.eval(MOVE_BACK, 1, key, MOVE_BACK_FROM)) as number;
  }
}
