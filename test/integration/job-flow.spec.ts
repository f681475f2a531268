import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { SerenadeError, jobIds, newId } from '#libs/contracts';
import { TestQueue, idle, indexJob, shardJob, type Handler } from '../support/queue.js';
import { describeWithRedis } from '../support/services.js';

const WAIT = { timeout: 10_000, interval: 20 };

describeWithRedis('a flow of jobs', (redisUrl) => {
  /** index-archive that adds its shards page by page, as the worker's does. */
  const indexing =
    (queue: TestQueue, log: string[], shards: number): Handler<'index-archive'> =>
    async (job) => {
      if (job.data.step === 'index') {
        log.push('index');
        const parent = { jobId: job.id, queue: 'archives' } as const;
        const jobs = Array.from({ length: shards }, (_, n) => ({
          jobId: jobIds.extract(job.data.runId, n),
          data: shardJob(job.data.runId, n),
          parent,
        }));
        await queue.producer.add('extract-shard', jobs);
        await job.saveData({ ...job.data, step: 'wait' });
      }
      await job.waitForChildren();
      log.push('indexed');
      return {};
    };

  const finishing =
    (log: string[]): Handler<'finish-scoring'> =>
    () => {
      log.push('finish');
      return idle();
    };

  it('finishes a scoring after its index, its shards, and the children that those add late', async () => {
    await using queue = new TestQueue(redisUrl);
    const log: string[] = [];
    const { runId, ...data } = indexJob();
    queue.work('archives', {
      'index-archive': indexing(queue, log, 5),
      'finish-scoring': finishing(log),
    });
    queue.work('features', {
      'extract-shard': async ({ data: shard }) => {
        await sleep(20 * (shard.ordinal % 3));
        log.push('extract');
        const parent = { jobId: jobIds.finish(runId), queue: 'archives' } as const;
        await queue.producer.add('score-shard', [
          { jobId: jobIds.score(runId, shard.ordinal), data: shard, parent },
        ]);
        return {};
      },
    });
    const score: Handler<'score-shard'> = async () => {
      await sleep(60);
      log.push('score');
      return {};
    };
    queue.work('gpu', { 'score-shard': score, train: idle });
    await queue.producer.startScoring({ runId, ...data });
    await vi.waitFor(() => expect(log).toContain('finish'), WAIT);
    await sleep(100);
    expect(log.at(-1)).toBe('finish');
    expect(log.lastIndexOf('extract')).toBeLessThan(log.indexOf('indexed'));
    expect(log.filter((entry) => entry === 'score')).toHaveLength(5);
    expect([...new Set(log)].sort()).toEqual(['extract', 'finish', 'index', 'indexed', 'score']);
  });

  it('trains after all shards are extracted', async () => {
    await using queue = new TestQueue(redisUrl);
    const log: string[] = [];
    queue.work('archives', { 'index-archive': indexing(queue, log, 3), 'finish-scoring': idle });
    const extract = () => {
      log.push('extract');
      return idle();
    };
    queue.work('features', { 'extract-shard': extract });
    const train = () => {
      log.push('train');
      return idle();
    };
    queue.work('gpu', { 'score-shard': idle, train });
    await queue.producer.startTraining(indexJob(newId('trainingRun')));
    await vi.waitFor(() => expect(log).toContain('train'), WAIT);
    expect(log).toEqual(['index', 'extract', 'extract', 'extract', 'indexed', 'train']);
  });

  it('goes on to its end when a child fails for good', async () => {
    await using queue = new TestQueue(redisUrl);
    const log: string[] = [];
    const job = indexJob();
    queue.work('archives', {
      'index-archive': indexing(queue, log, 3),
      'finish-scoring': finishing(log),
    });
    queue.work('features', {
      'extract-shard': ({ data }) =>
        data.ordinal === 1 ? Promise.reject(new SerenadeError('archive.changed', 'other bytes')) : idle(),
    });
    await queue.producer.startScoring(job);
    await vi.waitFor(() => expect(log).toEqual(['index', 'indexed', 'finish']), WAIT);
    expect(queue.exhausted).toMatchObject([{ runId: job.runId, error: { code: 'archive.changed' } }]);
  });

  it('goes on to its end when its index fails for good', async () => {
    await using queue = new TestQueue(redisUrl);
    const log: string[] = [];
    queue.work('archives', {
      'index-archive': () => Promise.reject(new SerenadeError('archive.malformed', 'damaged')),
      'finish-scoring': finishing(log),
    });
    await queue.producer.startScoring(indexJob());
    await vi.waitFor(() => expect(log).toEqual(['finish']), WAIT);
    expect(queue.exhausted).toHaveLength(1);
  });

  it('runs a job once that is added twice, also after it is done', async () => {
    await using queue = new TestQueue(redisUrl);
    let runs = 0;
    const count = () => {
      runs += 1;
      return idle();
    };
    queue.work('features', { 'extract-shard': count });
    const runId = newId('scoringRun');
    const job = { jobId: jobIds.extract(runId, 0), data: shardJob(runId, 0) };
    await queue.producer.add('extract-shard', [job, job]);
    await vi.waitFor(() => expect(runs).toBe(1), WAIT);
    await queue.producer.add('extract-shard', [job]);
    await sleep(200);
    expect(runs).toBe(1);
  });

  it('counts the jobs of each queue by state', async () => {
    await using queue = new TestQueue(redisUrl);
    await queue.producer.startScoring(indexJob());
    const depths = await queue.producer.depths();
    expect(depths.archives).toMatchObject({ waiting: 1, 'waiting-children': 1, active: 0 });
    expect(depths.gpu).toMatchObject({ waiting: 0 });
  });
});
