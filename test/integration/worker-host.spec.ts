import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { expect, it, vi } from 'vitest';
import { SerenadeError, jobIds, newId } from '#libs/contracts';
import { WorkerHost } from '#libs/queue';
import { TestQueue, idle, shardJob } from '../support/queue.js';
import { describeWithRedis } from '../support/services.js';

const WAIT = { timeout: 10_000, interval: 20 };

describeWithRedis('WorkerHost', (redisUrl) => {
  const addShard = async (queue: TestQueue, runId = newId('scoringRun')) => {
    await queue.producer.add('extract-shard', [
      { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) },
    ]);
    return runId;
  };
  const failedJobs = async (queue: TestQueue) => (await queue.producer.countJobs()).features['failed'];

  it('passes a handler the parsed data of its job and the number of the attempt', async () => {
    await using queue = new TestQueue(redisUrl);
    const seen: unknown[] = [];
    queue.work('features', {
      'extract-shard': ({ name, id, data, attempt }) => {
        seen.push({ name, id, data, attempt });
        return idle();
      },
    });
    const runId = newId('scoringRun');
    const data = shardJob(runId, 7);
    await queue.producer.add('extract-shard', [{ jobId: jobIds.extract(runId, 0, 7), data }]);
    await vi.waitFor(() => expect(seen).toHaveLength(1), WAIT);
    expect(seen).toEqual([{ name: 'extract-shard', id: jobIds.extract(runId, 0, 7), data, attempt: 1 }]);
  });

  it('logs each attempt with run and shard', async () => {
    await using queue = new TestQueue(redisUrl);
    const logged = queue.log;
    queue.work('features', {
      'extract-shard': ({ attempt }) => {
        if (attempt === 1) throw new SerenadeError('store.unavailable', 'away');
        return Promise.resolve({ extracted: 3 });
      },
    });
    const runId = newId('scoringRun');
    const jobId = jobIds.extract(runId, 0, 7);
    await queue.producer.add('extract-shard', [{ jobId, data: shardJob(runId, 7) }]);
    await vi.waitFor(() => expect(logged.map(({ msg }) => msg)).toContain('job done'), WAIT);
    const about = { job: 'extract-shard', jobId, runId, shard: 7 };
    expect(logged).toMatchObject([
      { ...about, msg: 'job failed', code: 'store.unavailable', last: false },
      { ...about, msg: 'job done', extracted: 3 },
    ]);
  });

  it('retries a retryable failure with growing delays until it succeeds', async () => {
    await using queue = new TestQueue(redisUrl);
    const attempts: { attempt: number; at: number }[] = [];
    queue.work('features', {
      'extract-shard': ({ attempt }) => {
        attempts.push({ attempt, at: Date.now() });
        if (attempt < 4) throw new SerenadeError('store.unavailable', 'away');
        return idle();
      },
    });
    await addShard(queue);
    await vi.waitFor(() => expect(attempts).toHaveLength(4), WAIT);
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    // The delays are 20, 40 and 80 ms, each up to 30 % shorter.
    expect(attempts[3]!.at - attempts[2]!.at).toBeGreaterThanOrEqual(55);
    expect(queue.exhausted).toEqual([]);
  });

  it('reports a job once when its last attempt fails', async () => {
    await using queue = new TestQueue(redisUrl);
    let tries = 0;
    queue.work('features', {
      'extract-shard': () => {
        tries += 1;
        return Promise.reject(new SerenadeError('store.unavailable', 'away'));
      },
    });
    const runId = await addShard(queue);
    await vi.waitFor(async () => expect(await failedJobs(queue)).toBe(1), WAIT);
    await sleep(200);
    expect(tries).toBe(4);
    expect(queue.exhausted).toMatchObject([{ runId, error: { code: 'store.unavailable', message: 'away' } }]);
  });

  it('fails an attempt that exceeds its time limit, and takes the next job meanwhile', async () => {
    await using queue = new TestQueue(redisUrl);
    let tries = 0;
    queue.work(
      'features',
      {
        'extract-shard': ({ data }) => {
          if (data.ordinal === 1) return idle();
          tries += 1;
          return new Promise(() => undefined); // never settles
        },
      },
      1,
      { limitMs: 100 },
    );
    const runId = newId('scoringRun');
    await queue.producer.add('extract-shard', [
      { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) },
      { jobId: jobIds.extract(runId, 0, 1), data: shardJob(runId, 1) },
    ]);
    await vi.waitFor(async () => expect(await failedJobs(queue)).toBe(1), WAIT);
    expect(tries).toBe(4);
    expect(queue.log.filter(({ msg }) => msg === 'job done')).toHaveLength(1);
    expect(queue.exhausted).toMatchObject([
      {
        runId,
        error: { code: 'job.timed_out', message: expect.stringContaining('extract-shard') as string },
      },
    ]);
  });

  it('counts the workers that died while they ran a job', async () => {
    await using queue = new TestQueue(redisUrl);
    const runId = await addShard(queue);
    const key = `${queue.prefix}:features:${jobIds.extract(runId, 0, 0)}`;
    await queue.redis.hset(key, 'stc', '2');
    const seen: number[] = [];
    queue.work('features', {
      'extract-shard': ({ lostWorkers }) => {
        seen.push(lostWorkers);
        return idle();
      },
    });
    await vi.waitFor(() => expect(seen).toEqual([2]), WAIT);
  });

  it('does not retry a permanent failure', async () => {
    await using queue = new TestQueue(redisUrl);
    let tries = 0;
    queue.work('features', {
      'extract-shard': () => {
        tries += 1;
        return Promise.reject(new SerenadeError('archive.changed', 'other bytes'));
      },
    });
    const runId = await addShard(queue);
    await vi.waitFor(async () => expect(await failedJobs(queue)).toBe(1), WAIT);
    await sleep(200);
    expect(tries).toBe(1);
    expect(queue.exhausted).toMatchObject([{ runId, error: { code: 'archive.changed' } }]);
  });

  it('fails a job with invalid data at once, and reports it to its run', async () => {
    await using queue = new TestQueue(redisUrl);
    const handler = vi.fn(idle);
    queue.work('features', { 'extract-shard': handler });
    const runId = newId('scoringRun');
    const raw = new Queue('features', { connection: queue.redis, prefix: queue.prefix });
    await raw.add('extract-shard', { v: 1, runId, ordinal: 'first' }, { attempts: 8 });
    await vi.waitFor(async () => expect(await failedJobs(queue)).toBe(1), WAIT);
    expect(handler).not.toHaveBeenCalled();
    expect(queue.exhausted).toMatchObject([
      { runId, error: { code: 'run.failed', message: expect.stringContaining('ordinal') } },
    ]);
    await raw.close();
  });

  it('fails a job that names no run, and continues with the next', async () => {
    await using queue = new TestQueue(redisUrl);
    const handler = vi.fn(idle);
    queue.work('features', { 'extract-shard': handler });
    const raw = new Queue('features', { connection: queue.redis, prefix: queue.prefix });
    await raw.add('extract-shard', { rubbish: true }, { attempts: 8 });
    await addShard(queue);
    await vi.waitFor(() => expect(handler).toHaveBeenCalledOnce(), WAIT);
    expect(await failedJobs(queue)).toBe(1);
    expect(queue.exhausted).toEqual([]);
    await raw.close();
  });

  it('returns a job to the queue if its handler hands it back, without counting an attempt', async () => {
    await using queue = new TestQueue(redisUrl);
    const attempts: number[] = [];
    queue.work('features', {
      'extract-shard': async (job) => {
        attempts.push(job.attempt);
        return attempts.length < 3 ? job.handBack() : idle();
      },
    });
    await addShard(queue);
    await vi.waitFor(() => expect(attempts).toHaveLength(3), WAIT);
    expect(attempts).toEqual([1, 1, 1]);
    expect(queue.exhausted).toEqual([]);
  });

  it('signals a running job to drain, waits for it, and starts no other job', async () => {
    await using queue = new TestQueue(redisUrl);
    const log: string[] = [];
    const host = queue.work('features', {
      'extract-shard': async ({ data, draining }) => {
        log.push(`begun ${data.ordinal}`);
        await new Promise((resolve) => draining.addEventListener('abort', resolve, { once: true }));
        await sleep(150);
        log.push(`done ${data.ordinal}`);
        return {};
      },
    });
    const runId = newId('scoringRun');
    const jobs = [0, 1].map((n) => ({ jobId: jobIds.extract(runId, 0, n), data: shardJob(runId, n) }));
    await queue.producer.add('extract-shard', jobs);
    await vi.waitFor(() => expect(log).toEqual(['begun 0']), WAIT);
    await host.close();
    expect(log).toEqual(['begun 0', 'done 0']);
    expect((await queue.producer.countJobs()).features).toMatchObject({ waiting: 1, active: 0, failed: 0 });
  });

  it('throws if a job of its queue has no handler', () => {
    const make = () =>
      new WorkerHost({
        queue: 'archives',
        handlers: { 'index-archive': idle } as never,
        concurrency: 1,
        redis: redisUrl,
        prefix: 'none',
        lockDurationMs: 1_000,
        stalledIntervalMs: 1_000,
        logger: console,
        onExhausted: () => Promise.resolve(),
      });
    expect(make).toThrow(/archives has no handler for conduct-run, finish-scoring/);
  });
});
