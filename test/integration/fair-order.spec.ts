import { expect, it, vi } from 'vitest';
import { jobIds, newId, type RunPriority } from '#libs/contracts';
import { FairOrder, LAST_PLACE, MOVE_BACK_FROM, fairOrderKey } from '#libs/queue';
import { TestQueue, shardJob } from '../support/queue.js';
import { scoringRunOf } from '../support/records.js';
import { describeWithRedis } from '../support/services.js';

const WAIT = { timeout: 10_000, interval: 20 };

describeWithRedis('the fair order of shards', (redisUrl) => {
  /** Starts a run of an owner with `shards` jobs in the queue. */
  const enqueue = async (
    queue: TestQueue,
    owner: string,
    shards: number,
    priority: RunPriority = 'normal',
  ) => {
    const run = scoringRunOf({ owner, priority });
    await queue.live.open(run, 0);
    await addShards(queue, run.id, 0, shards);
    return run.id;
  };
  const addShards = async (queue: TestQueue, runId: string, from: number, to: number) => {
    const ordinals = Array.from({ length: to - from }, (_, n) => from + n);
    const jobs = ordinals.map((n) => ({ jobId: jobIds.extract(runId, 0, n), data: shardJob(runId, n) }));
    await queue.producer.add('extract-shard', jobs);
  };
  /** Serves this number of jobs and returns their runs in order. Calls `onJob` before each. */
  const serveJobs = async (
    queue: TestQueue,
    jobs: number,
    onJob: (at: number) => Promise<void> = () => Promise.resolve(),
  ) => {
    const order: string[] = [];
    queue.work('features', {
      'extract-shard': async ({ data }) => {
        await onJob(order.length);
        order.push(data.runId);
        return {};
      },
    });
    await vi.waitFor(() => expect(order).toHaveLength(jobs), WAIT);
    return order;
  };
  const count = (order: readonly string[], ...runs: string[]) =>
    order.filter((id) => runs.includes(id)).length;

  it('serves a small run that is added late soon, for the same owner and for another', async () => {
    for (const owner of ['big', 'small']) {
      await using queue = new TestQueue(redisUrl);
      await enqueue(queue, 'big', 60);
      let late = '';
      const order = await serveJobs(queue, 62, async (at) => {
        if (at === 20) late = await enqueue(queue, owner, 2);
      });
      expect(order.lastIndexOf(late)).toBeLessThan(26);
    }
  });

  it('serves two owners equally, however many runs one of them has', async () => {
    await using queue = new TestQueue(redisUrl);
    const many: string[] = [];
    for (let n = 0; n < 4; n++) many.push(await enqueue(queue, 'many', 1));
    // Conductors add jobs page by page.
    for (let from = 1; from < 21; from += 5)
      for (const run of many) await addShards(queue, run, from, from + 5);
    const one = await enqueue(queue, 'one', 36);
    const order = await serveJobs(queue, 120);
    const first = order.slice(0, 60);
    expect(count(first, one)).toBeGreaterThanOrEqual(24);
    expect(count(first, one)).toBeLessThanOrEqual(36);
    for (const run of many) expect(count(first, run)).toBeGreaterThanOrEqual(3);
  });

  it('gives many small runs of one owner no larger share than one large run of another', async () => {
    await using queue = new TestQueue(redisUrl);
    for (let n = 0; n < 30; n++) await enqueue(queue, 'many', 1);
    const one = await enqueue(queue, 'one', 30);
    const order = await serveJobs(queue, 60);
    expect(count(order.slice(0, 30), one)).toBeGreaterThanOrEqual(12);
  });

  it('serves high before normal before low priority, and starves none', async () => {
    await using queue = new TestQueue(redisUrl);
    const low = await enqueue(queue, 'a', 40, 'low');
    const normal = await enqueue(queue, 'b', 40, 'normal');
    const high = await enqueue(queue, 'c', 40, 'high');
    const first = (await serveJobs(queue, 120)).slice(0, 42);
    expect(count(first, high)).toBeGreaterThan(2 * count(first, normal));
    expect(count(first, normal)).toBeGreaterThan(2 * count(first, low));
    expect(count(first, low)).toBeGreaterThan(0);
  });

  it('moves back to 0 before the places run out, and keeps the order', async () => {
    await using queue = new TestQueue(redisUrl);
    const clock = fairOrderKey(queue, 'features');
    await queue.redis.hset(clock, 'clock', MOVE_BACK_FROM + 100);
    const before = await enqueue(queue, 'before', 3);
    await queue.producer.keepOrderInBounds();
    expect(Number(await queue.redis.hget(clock, 'clock'))).toBe(0);
    const after = await enqueue(queue, 'after', 3);
    expect(await serveJobs(queue, 6)).toEqual([before, after, before, after, before, after]);
    expect(Number(await queue.redis.hget(clock, 'clock'))).toBeLessThan(20);
  });

  it('puts jobs at the last place when no other is left', async () => {
    await using queue = new TestQueue(redisUrl);
    await queue.redis.hset(fairOrderKey(queue, 'features'), 'clock', LAST_PLACE);
    const order = new FairOrder(queue);
    expect(await order.take('features', newId('scoringRun'), 2)).toEqual([LAST_PLACE, LAST_PLACE]);
  });
});
