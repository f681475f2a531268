import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { once } from 'node:events';
import { jobIds, newId } from '#libs/contracts';
import { JobProducer, connectFailFast } from '#libs/queue';
import { TestQueue, idle, indexJob, shardJob } from '../support/queue.js';
import { describeWithRedis } from '../support/services.js';

const WAIT = { timeout: 10_000, interval: 20 };

describeWithRedis('JobProducer', (redisUrl) => {
  it('runs a job only once if it is added twice, even after it is done', async () => {
    await using queue = new TestQueue(redisUrl);
    let runs = 0;
    const count = () => {
      runs += 1;
      return idle();
    };
    queue.work('features', { 'extract-shard': count });
    const runId = newId('scoringRun');
    const job = { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) };
    await queue.producer.add('extract-shard', [job, job]);
    await vi.waitFor(() => expect(runs).toBe(1), WAIT);
    await queue.producer.add('extract-shard', [job]);
    await sleep(200);
    expect(runs).toBe(1);
  });

  it('runs a job again after it was forgotten', async () => {
    await using queue = new TestQueue(redisUrl);
    const handler = vi.fn(idle);
    queue.work('features', { 'extract-shard': handler });
    const runId = newId('scoringRun');
    const job = { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) };
    await queue.producer.add('extract-shard', [job]);
    await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(1), WAIT);
    await vi.waitFor(
      async () => expect(await queue.producer.isPending('extract-shard', job.jobId)).toBe(false),
      WAIT,
    );
    await queue.producer.forget('extract-shard', job.jobId);
    await queue.producer.add('extract-shard', [job]);
    await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(2), WAIT);
  });

  it('counts the jobs of each queue by state, and prioritized jobs as waiting', async () => {
    await using queue = new TestQueue(redisUrl);
    const runId = newId('scoringRun');
    await queue.producer.add('index-archive', [{ jobId: jobIds.index(runId, 0), data: indexJob(runId) }]);
    const jobs = [0, 1].map((n) => ({ jobId: jobIds.extract(runId, 0, n), data: shardJob(runId, n) }));
    await queue.producer.add('extract-shard', jobs);
    expect(await queue.producer.countJobs()).toMatchObject({
      archives: { waiting: 1, active: 0 },
      features: { waiting: 2, active: 0 },
      scoring: { waiting: 0 },
      training: { waiting: 0 },
    });
  });

  it('wakes a sleeping conductor before its time', async () => {
    await using queue = new TestQueue(redisUrl);
    const runId = newId('scoringRun');
    let looks = 0;
    queue.work('archives', {
      'index-archive': idle,
      'finish-scoring': idle,
      'conduct-run': async (job) => {
        looks += 1;
        return looks < 3 ? job.sleep(60_000) : {};
      },
    });
    const data = { v: 1, runId, launch: 0, shards: null, cursor: 0, offset: 0 } as const;
    await queue.producer.add('conduct-run', [{ jobId: jobIds.conduct(runId, 0), data }]);
    for (const expected of [1, 2]) {
      await vi.waitFor(() => expect(looks).toBe(expected), WAIT);
      await vi.waitFor(async () => {
        await queue.producer.wakeConductor({ runId, launch: 0 });
        expect(looks).toBe(expected + 1);
      }, WAIT);
    }
  });

  it('works even if Redis was too slow to answer the first command', async () => {
    await using queue = new TestQueue(redisUrl);
    const redis = connectFailFast(redisUrl);
    await once(redis, 'ready');
    vi.spyOn(redis, 'info').mockRejectedValueOnce(new Error('Command timed out'));
    const producer = new JobProducer({ redis, prefix: queue.prefix });
    try {
      expect((await producer.countJobs()).archives).toMatchObject({ waiting: 0 });
    } finally {
      await producer.close();
      redis.disconnect();
    }
  });
});
