import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { jobIds, newId, readiness } from '#libs/contracts';
import { checkRedis, examineRedis } from '#libs/queue';
import { problemOf, startApi, startReadyApi, uploadZip, type TestApi } from '../support/api.js';
import { REDIS_BINARY } from '../support/own-redis.js';
import { TestQueue, idle, shardJob } from '../support/queue.js';
import { modelCardOf } from '../support/records.js';
import { RedisProcess } from '../support/redis-states.js';
import { zipOfClips } from '../support/zip.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';
const WAIT = { timeout: 20_000, interval: 100 };

/** A state in which Redis refuses writes: how it begins and ends, and what the operator reads. */
interface State {
  readonly name: string;
  readonly begin: (redis: RedisProcess) => Promise<unknown>;
  readonly end: (redis: RedisProcess) => Promise<unknown>;
  readonly says: RegExp;
}

const config = (redis: RedisProcess, name: string, value: string | number) =>
  redis.command('CONFIG', 'SET', name, value);

const STATES: readonly State[] = [
  {
    name: 'a replica without its primary',
    begin: (redis) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: (redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
    says: /read-only replica/,
  },
  {
    name: 'a replica that serves no reads',
    begin: async (redis) => {
      await config(redis, 'replica-serve-stale-data', 'no');
      await redis.command('REPLICAOF', '127.0.0.1', '1');
    },
    end: (redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
    says: /lost its primary|read-only replica/,
  },
  {
    name: 'out of memory',
    begin: (redis) => config(redis, 'maxmemory', 1),
    end: (redis) => config(redis, 'maxmemory', 0),
    says: /memory is full/,
  },
  {
    name: 'unable to save its data',
    begin: async (redis) => {
      // A folder in place of the file makes every save fail, also for root.
      await mkdir(join(redis.folder, 'dump.rdb'));
      await config(redis, 'save', '3600 1000000');
      await redis.command('BGSAVE');
      await vi.waitFor(
        async () =>
          expect(await redis.command('INFO', 'persistence')).toContain('rdb_last_bgsave_status:err'),
        WAIT,
      );
    },
    end: (redis) => config(redis, 'stop-writes-on-bgsave-error', 'no'),
    says: /cannot save its data/,
  },
  {
    name: 'short of replicas',
    begin: (redis) => config(redis, 'min-replicas-to-write', 1),
    end: (redis) => config(redis, 'min-replicas-to-write', 0),
    says: /fewer replicas/,
  },
];

/** `npm run test:services` tries every state, and pauses Redis for longer. */
const isWhole = process.env['MATRIX'] === 'whole';
const TRIED = isWhole ? STATES : STATES.slice(0, 3);
const PAUSE_MS = isWhole ? 30_000 : 3_000;

/** Returns the body of a request for a run that can start. */
async function prepare(api: TestApi): Promise<object> {
  const archive = await uploadZip(api, await zipOfClips(1));
  const card = modelCardOf();
  await api.platform.models.save(card);
  return { archiveId: archive.id, modelId: card.id };
}

describe.skipIf(REDIS_BINARY === null)(`Redis in a state that refuses writes${why}`, () => {
  const health = async (api: TestApi) => {
    const response = await api.call('GET', '/health/ready');
    return { status: response.status, ...readiness.parse(await response.json()).redis };
  };

  it.each(TRIED)('$name: the API answers 503 and says why, until it ends', async ({ begin, end, says }) => {
    await using redis = await RedisProcess.start();
    await using api = await startReadyApi(redis.url);
    const create = await prepare(api);
    const start = (headers = {}) => api.call('POST', '/v1/scoring-runs', create, headers);
    expect(await health(api)).toMatchObject({ status: 200, ok: true });
    await begin(redis);
    for (const headers of [{}, { 'idempotency-key': newId('scoringRun') }]) {
      const response = await start(headers);
      const problem = await problemOf(response);
      expect(['queue.unavailable', 'queue.full']).toContain(problem.code);
      expect(response.headers.get('retry-after')).toBe('1');
    }
    const down = await health(api);
    expect(down).toMatchObject({ status: 503, ok: false });
    expect(down.detail).toMatch(says);
    expect(await (await api.call('GET', '/metrics')).text()).toMatch(/^serenade_redis_up 0$/m);
    expect(await examineRedis({ url: redis.url }, 'doctor')).toMatch(says);
    await end(redis);
    await vi.waitFor(async () => expect((await start()).status).toBe(202), WAIT);
    expect(await health(api)).toMatchObject({ status: 200, ok: true });
  });

  it.each(STATES)(
    '$name: a worker waits quietly, and takes jobs again afterwards',
    async ({ begin, end }) => {
      await using redis = await RedisProcess.start();
      await using queue = new TestQueue(redis.url);
      const handler = vi.fn(idle);
      queue.work('features', { 'extract-shard': handler });
      await sleep(300);
      await begin(redis);
      const before = Number(
        /total_commands_processed:(\d+)/.exec(String(await redis.command('INFO', 'stats')))?.[1],
      );
      await sleep(3_000);
      const after = Number(
        /total_commands_processed:(\d+)/.exec(String(await redis.command('INFO', 'stats')))?.[1],
      );
      expect(after - before).toBeLessThan(300);
      expect(queue.log.length).toBeLessThan(5);
      await end(redis);
      const runId = newId('scoringRun');
      const job = { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) };
      await vi.waitFor(() => queue.producer.add('extract-shard', [job]), WAIT);
      await vi.waitFor(() => expect(handler).toHaveBeenCalledOnce(), WAIT);
    },
  );
});

describe.skipIf(REDIS_BINARY === null)(`Redis that is paused${why}`, () => {
  it('answers nothing for a while: the API says so, and workers continue afterwards', async () => {
    await using redis = await RedisProcess.start();
    await using api = await startReadyApi(redis.url);
    await using queue = new TestQueue(redis.url);
    const handler = vi.fn(idle);
    queue.work('features', { 'extract-shard': handler });
    const create = await prepare(api);
    redis.signal('SIGSTOP');
    expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(503);
    expect((await api.call('GET', '/health/ready')).status).toBe(503);
    await sleep(PAUSE_MS);
    redis.signal('SIGCONT');
    const start = async () => expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(202);
    await vi.waitFor(start, WAIT);
    const runId = newId('scoringRun');
    const job = { jobId: jobIds.extract(runId, 0, 0), data: shardJob(runId, 0) };
    await queue.producer.add('extract-shard', [job]);
    await vi.waitFor(() => expect(handler).toHaveBeenCalledOnce(), WAIT);
    expect(queue.log.length).toBeLessThan(5);
  }, 90_000);
});

describe.skipIf(REDIS_BINARY === null)(`Redis that cannot be used as configured${why}`, () => {
  const quiet = { info: () => undefined, warn: vi.fn() };
  const say = async (url: string, says: RegExp) => {
    expect(await examineRedis({ url }, 'doctor')).toMatch(says);
    await using api = await startApi(url);
    const ready = async () => {
      const { redis } = readiness.parse(await (await api.call('GET', '/health/ready')).json());
      expect(redis.ok).toBe(false);
      expect(redis.detail).toMatch(says);
    };
    await vi.waitFor(ready, WAIT);
    const problem = await problemOf(await api.call('POST', '/v1/scoring-runs', await prepare(api)));
    expect(problem).toMatchObject({ status: 503, code: 'queue.unavailable' });
  };

  it('names a missing and a wrong password', async () => {
    await using redis = await RedisProcess.start('--requirepass', 's3cret');
    await say(redis.url, /requires a password/);
    await say(`redis://:wrong@127.0.0.1:${redis.port}`, /rejects the user name or password/);
    expect(await examineRedis({ url: `redis://:s3cret@127.0.0.1:${redis.port}` }, 'doctor')).toBeNull();
  });

  it('names the missing permissions of an ACL user', async () => {
    await using redis = await RedisProcess.start();
    await redis.command('ACL', 'SETUSER', 'reader', 'on', '>pw', '~*', '+@read', '+@connection', '+info');
    expect(await examineRedis({ url: `redis://reader:pw@127.0.0.1:${redis.port}` }, 'doctor')).toMatch(
      /lacks permissions/,
    );
  });

  it('refuses to start with a cluster, and says so', async () => {
    await using redis = await RedisProcess.start('--cluster-enabled', 'yes');
    await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await using queue = new TestQueue(redis.url);
    const refused = checkRedis({ redis: queue.redis, prefix: 'p' }, quiet);
    await expect(refused).rejects.toMatchObject({ code: 'queue.unsuitable' });
    await expect(refused).rejects.toThrow(/Redis Cluster/);
    expect(await examineRedis({ url: redis.url }, 'doctor')).toMatch(/Redis Cluster/);
    const log = queue.log;
    queue.work('features', { 'extract-shard': idle });
    await sleep(3_000);
    expect(log.length).toBeLessThan(5);
  });

  it('says that nothing listens', async () => {
    await say('redis://127.0.0.1:1', /Nothing listens/);
  });
});
