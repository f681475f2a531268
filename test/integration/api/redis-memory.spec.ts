import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { readiness } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { OwnRedis, REDIS_BINARY } from '../../support/own-redis.js';
import { modelCardOf } from '../../support/records.js';
import { zipOfClips } from '../../support/zip.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';

describe.skipIf(REDIS_BINARY === null)(`Redis with a memory limit${why}`, () => {
  it('makes the API reject runs while it is nearly full, and health reports why', async () => {
    await using redis = await OwnRedis.create();
    await using api = await startReadyApi(redis.url);
    const archive = await uploadZip(api, await zipOfClips(1));
    const card = modelCardOf();
    await api.platform.models.save(card);
    const create = () => api.call('POST', '/v1/scoring-runs', { archiveId: archive.id, modelId: card.id });
    const health = async () => readiness.parse(await (await api.call('GET', '/health/ready')).json());
    const admin = new Redis(redis.url);
    try {
      expect((await health()).redis).toMatchObject({ ok: true, maxBytes: null });
      const used = Number(/used_memory:(\d+)/.exec(await admin.info('memory'))?.[1]);
      await admin.config('SET', 'maxmemory', Math.round(used * 1.05));
      const problem = await problemOf(await create());
      expect(problem).toMatchObject({ status: 503, code: 'queue.full' });
      const { status, redis: told } = await health();
      expect(status).toBe('degraded');
      expect(told.detail).toContain('maxmemory');
      const metrics = await (await api.call('GET', '/metrics')).text();
      expect(metrics).toMatch(/^serenade_redis_memory_bytes\{kind="max"\} \d+$/m);
      await admin.config('SET', 'maxmemory', used * 100);
      expect((await create()).status).toBe(202);
      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
      expect((await health()).redis.detail).toContain('noeviction');
    } finally {
      admin.disconnect();
    }
  });
});
