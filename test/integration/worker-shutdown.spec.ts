import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { jobIds, newId } from '#libs/contracts';
import { Presence } from '#libs/queue';
import { OwnRedis, REDIS_BINARY } from '../support/own-redis.js';
import { TestQueue, idle, shardJob } from '../support/queue.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';

describe.skipIf(REDIS_BINARY === null)(`a worker whose Redis becomes unavailable${why}`, () => {
  it.concurrent.each(['freeze', 'kill'] as const)('ends within seconds after SIGTERM (%s)', async (fault) => {
    await using redis = await OwnRedis.create();
    const queue = new TestQueue(redis.url);
    const host = queue.work('features', { 'extract-shard': idle });
    const presence = new Presence(queue, {
      kind: 'worker-features',
      concurrency: 1,
      engine: null,
    });
    await presence.start();
    await redis[fault]();
    const startedAt = Date.now();
    await presence.stop();
    await host.close();
    await queue[Symbol.asyncDispose]();
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  });

  it.concurrent('takes jobs again when Redis is back', async () => {
    await using redis = await OwnRedis.create();
    await using queue = new TestQueue(redis.url);
    const handler = vi.fn(idle);
    queue.work('features', { 'extract-shard': handler });
    await redis.kill();
    await sleep(300);
    await redis.start();
    const runId = newId('scoringRun');
    await queue.producer.add('extract-shard', [
      { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) },
    ]);
    await vi.waitFor(() => expect(handler).toHaveBeenCalledOnce(), { timeout: 15_000, interval: 50 });
  });
});
