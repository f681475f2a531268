import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { jobIds, newId } from '#libs/contracts';
import { connectFailFast, examineRedis, type HandledJob } from '#libs/queue';
import { startReadyApi, uploadZip } from '../support/api.js';
import { REDIS_BINARY } from '../support/own-redis.js';
import { TestQueue, shardJob } from '../support/queue.js';
import { modelCardOf } from '../support/records.js';
import { RedisProcess } from '../support/redis-states.js';
import { zipOfClips } from '../support/zip.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';
const WAIT = { timeout: 40_000, interval: 200 };
const JOBS = 60;

/** Starts a primary, a replica that is in step with it, and a Sentinel that requires a password. */
async function startGroup() {
  const primary = await RedisProcess.start();
  const replica = await RedisProcess.start('--replicaof', '127.0.0.1', String(primary.port));
  await vi.waitFor(
    async () => expect(await replica.command('INFO', 'replication')).toContain('master_link_status:up'),
    WAIT,
  );
  const sentinel = await RedisProcess.startSentinel(primary, 's3cret');
  const settings = {
    url: 'redis://nowhere.invalid',
    sentinels: [{ host: '127.0.0.1', port: sentinel.port }],
    sentinelName: 'mymaster',
    sentinelPassword: 's3cret',
  };
  return {
    primary,
    replica,
    sentinel,
    settings,
    [Symbol.asyncDispose]: async () => {
      for (const server of [sentinel, replica, primary]) await server[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(REDIS_BINARY === null)(`Redis behind Sentinels${why}`, () => {
  it('fails over in the middle of a queue: every job runs, and none waits for a restart', async () => {
    await using group = await startGroup();
    await using queue = new TestQueue(group.settings);
    const done = new Set<number>();
    const handle = async ({ data }: HandledJob<'extract-shard'>) => {
      await sleep(40);
      done.add(data.ordinal);
      return {};
    };
    queue.work('features', { 'extract-shard': handle }, 2);
    const runId = newId('scoringRun');
    const jobs = Array.from({ length: JOBS }, (_, ordinal) => ({
      jobId: jobIds.extract(runId, 0, ordinal),
      data: shardJob(runId, ordinal),
    }));
    await queue.producer.add('extract-shard', jobs.slice(0, JOBS / 2));
    await queue.redis.wait(1, 5_000);
    await vi.waitFor(() => expect(done.size).toBeGreaterThan(3), WAIT);
    await group.primary.kill();
    await vi.waitFor(() => queue.producer.add('extract-shard', jobs.slice(JOBS / 2)), WAIT);
    await vi.waitFor(() => expect(done.size).toBe(JOBS), WAIT);
    expect(await group.replica.command('ROLE')).toContain('master');
    expect(queue.log.filter(({ msg }) => msg !== 'job done').length).toBeLessThan(20);
  }, 90_000);

  it('fails over under the API, which accepts runs again without a restart', async () => {
    await using group = await startGroup();
    const { port } = group.sentinel;
    await using api = await startReadyApi('redis://nowhere.invalid', {
      REDIS_SENTINELS: `127.0.0.1:${port}`,
      REDIS_SENTINEL_PASSWORD: 's3cret',
    });
    const archive = await uploadZip(api, await zipOfClips(1));
    const card = modelCardOf();
    await api.platform.models.save(card);
    const start = async () =>
      (await api.call('POST', '/v1/scoring-runs', { archiveId: archive.id, modelId: card.id })).status;
    expect(await start()).toBe(202);
    await group.primary.kill();
    expect(await start()).toBe(503);
    await vi.waitFor(async () => expect(await start()).toBe(202), WAIT);
  }, 60_000);

  it('says that no Sentinel answers, or that its password is wrong', async () => {
    const settings = { url: 'redis://x.invalid', sentinels: [{ host: '127.0.0.1', port: 1 }] };
    expect(await examineRedis(settings, 'doctor')).toMatch(/No Sentinel in REDIS_SENTINELS answers/);
    await using group = await startGroup();
    const wrong = { ...group.settings, sentinelPassword: 'wrong' };
    expect(await examineRedis(wrong, 'doctor')).toMatch(/password|No Sentinel/);
    const redis = connectFailFast(group.settings);
    await vi.waitFor(() => expect(redis.status).toBe('ready'), WAIT);
    redis.disconnect();
  });
});
