import { expect, it } from 'vitest';
import { readiness, type EngineInfo } from '#libs/contracts';
import { Presence } from '#libs/queue';
import { startReadyApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';

/** Matches a sample of the Prometheus text format, version 0.0.4. */
const SAMPLE =
  /^[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})? (?:[-+]?[\d.eE+-]+|NaN|[-+]?Inf)( \d+)?$/;

describeWithRedis('health and metrics', (redisUrl) => {
  it('report degraded while a kind of worker is missing, and ready once both run', async () => {
    await using api = await startReadyApi(redisUrl);
    const { keyspace } = api.platform;
    const check = async () => readiness.parse(await (await api.call('GET', '/health/ready')).json());
    expect(await check()).toMatchObject({
      status: 'degraded',
      redis: { ok: true },
      store: { ok: true, kind: 'file' },
    });
    const engine: EngineInfo = { name: 'wasm', device: 'cpu', version: '4', passedOver: [] };
    const workers = [
      new Presence(keyspace, { kind: 'worker-features', concurrency: 2, engine: null }),
      new Presence(keyspace, { kind: 'worker-gpu', concurrency: 1, engine }),
    ];
    for (const worker of workers) await worker.start();
    const ready = await check();
    expect(ready.status).toBe('ready');
    expect(ready.workers.map(({ kind }) => kind)).toEqual(['worker-features', 'worker-gpu']);
    expect(ready.workers[1]?.engine).toEqual(engine);
    expect(Object.keys(ready.queues).sort()).toEqual([
      'archives',
      'features',
      'scoring',
      'training',
      'webhooks',
    ]);
    for (const worker of workers) await worker.stop();
  });

  it('use the text format of Prometheus', async () => {
    await using api = await startReadyApi(redisUrl);
    await api.call('GET', '/v1/archives?limit=3');
    const response = await api.call('GET', '/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    const samples = lines.filter((line) => !line.startsWith('#'));
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
    expect(samples).toContain('serenade_redis_up 1');
    expect(samples).toContain('serenade_jobs{queue="scoring",state="waiting"} 0');
    const typed = lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []);
    expect(new Set(typed)).toHaveLength(typed.length);
  });

  it('time requests by route, without the ids in their paths', async () => {
    await using api = await startReadyApi(redisUrl);
    await api.call('GET', '/v1/archives/arc-0199d2f0-0000-7000-8000-000000000000');
    await api.call('GET', '/no/such/place');
    const text = await (await api.call('GET', '/metrics')).text();
    expect(text).toContain(
      'serenade_http_request_seconds_count{method="GET",route="/v1/archives/:id",status="404"} 1',
    );
    expect(text).not.toContain('0199d2f0');
    expect(text).not.toContain('/no/such/place');
  });
});
