import { describe, expect, it, vi } from 'vitest';
import { newId } from '#libs/contracts';
import { problemOf, startApi, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { OwnRedis, REDIS_BINARY } from '../../support/own-redis.js';
import { modelCardOf, scoringRunOf, trainingRunOf } from '../../support/records.js';
import { zipOfClips, zipOfCorpus } from '../../support/zip.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';
/** The API waits less than a second for Redis. The rest is a margin for a busy machine. */
const SOON_MS = 5_000;

describe.skipIf(REDIS_BINARY === null)(`the API without Redis${why}`, () => {
  const prepared = async (api: TestApi) => {
    const archive = await uploadZip(api, await zipOfCorpus(['angry', 'calm'], 5));
    const card = modelCardOf();
    const [scoring, training] = [scoringRunOf(), trainingRunOf()];
    await api.platform.models.save(card);
    await api.platform.ledger.open(scoring);
    await api.platform.ledger.open(training);
    const create = { archiveId: archive.id, modelId: card.id };
    return { archive, create, scoring: scoring.id, training: training.id };
  };

  /** Lists every request that needs Redis. */
  const requests = ({ archive, create, scoring, training }: Awaited<ReturnType<typeof prepared>>) =>
    [
      ['POST', '/v1/scoring-runs', create, {}],
      ['POST', '/v1/training-runs', { archiveId: archive.id, corpus: 'folder' }, {}],
      ['POST', '/v1/scoring-runs', create, { 'idempotency-key': newId('scoringRun') }],
      ['GET', '/v1/scoring-runs', undefined, {}],
      ['GET', '/v1/training-runs', undefined, {}],
      ['GET', `/v1/scoring-runs/${scoring}`, undefined, {}],
      ['GET', `/v1/training-runs/${training}`, undefined, {}],
      ['GET', `/v1/scoring-runs/${scoring}/events`, undefined, {}],
      ['GET', `/v1/training-runs/${training}/report`, undefined, {}],
      ['POST', `/v1/scoring-runs/${scoring}/cancel`, undefined, {}],
      ['POST', `/v1/training-runs/${training}/cancel`, undefined, {}],
      ['DELETE', `/v1/archives/${archive.id}`, undefined, {}],
    ] as const;

  it.each(['freeze', 'kill'] as const)(
    'responds with 503 within seconds where it needs Redis (%s)',
    async (fault) => {
      await using redis = await OwnRedis.create();
      await using api = await startReadyApi(redis.url);
      const known = await prepared(api);
      await redis[fault]();
      const asked = requests(known).map(async ([method, path, body, headers]) => {
        const startedAt = performance.now();
        const response = await api.call(method, path, body, headers);
        return { what: `${method} ${path}`, response, took: performance.now() - startedAt };
      });
      for (const { what, response, took } of await Promise.all(asked)) {
        const problem = await problemOf(response);
        expect(problem, what).toMatchObject({ status: 503, code: 'queue.unavailable' });
        expect(response.headers.get('retry-after')).toBe('1');
        expect(took, what).toBeLessThan(SOON_MS);
      }
      const startedAt = performance.now();
      const ready = await api.call('GET', '/health/ready');
      expect([ready.status, await ready.json()]).toMatchObject([
        503,
        { status: 'down', redis: { ok: false } },
      ]);
      expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
      expect(await (await api.call('GET', '/metrics')).text()).toMatch(/^serenade_redis_up 0$/m);
    },
  );

  it('serves requests that need no Redis', async () => {
    await using redis = await OwnRedis.create();
    await using api = await startReadyApi(redis.url);
    const { archive, create } = await prepared(api);
    await redis.kill();
    expect((await api.call('GET', '/health/live')).status).toBe(200);
    expect((await api.call('GET', '/v1/archives')).status).toBe(200);
    expect((await api.call('GET', `/v1/archives/${archive.id}`)).status).toBe(200);
    expect((await api.call('GET', `/v1/models/${create.modelId}`)).status).toBe(200);
    await uploadZip(api, await zipOfClips(1));
  });

  it('leaves no record of a run that cannot start', async () => {
    await using redis = await OwnRedis.create();
    await using api = await startReadyApi(redis.url);
    const { create } = await prepared(api);
    await redis.kill();
    await api.call('POST', '/v1/scoring-runs', create);
    const { items } = await api.platform.ledger.scoring.page({ limit: 10 });
    expect(items).toHaveLength(1);
  });

  it('accepts runs again once Redis is back', async () => {
    await using redis = await OwnRedis.create();
    await using api = await startReadyApi(redis.url);
    const { create } = await prepared(api);
    const canStart = async () =>
      expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(202);
    redis.freeze();
    expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(503);
    redis.thaw();
    await vi.waitFor(canStart, { timeout: 5_000, interval: 100 });
    await redis.kill();
    expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(503);
    await redis.start();
    await vi.waitFor(canStart, { timeout: 5_000, interval: 100 });
  });

  it('can start before Redis', async () => {
    await using redis = await OwnRedis.create({ later: true });
    await using api = await startApi(redis.url);
    expect((await api.call('GET', '/health/live')).status).toBe(200);
    expect((await api.call('GET', '/health/ready')).status).toBe(503);
    await redis.start();
    const isUp = async () => {
      const ready = await api.call('GET', '/health/ready');
      expect(await ready.json()).toMatchObject({ status: 'degraded', redis: { ok: true }, workers: [] });
    };
    await vi.waitFor(isUp, { timeout: 5_000, interval: 100 });
    const { create } = await prepared(api);
    expect((await api.call('POST', '/v1/scoring-runs', create)).status).toBe(202);
  });

  it('shuts down within seconds', async () => {
    await using redis = await OwnRedis.create();
    const api = await startReadyApi(redis.url);
    redis.freeze();
    const startedAt = Date.now();
    await api[Symbol.asyncDispose]();
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });
});
