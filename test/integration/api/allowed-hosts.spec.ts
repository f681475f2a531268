import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startReadyApi, type TestApi } from '../../support/api.js';
import { holderOf } from '../../support/keys.js';
import { describeWithRedis } from '../../support/services.js';

const EVIL = 'evil.example:3000';
const PAGE = { host: EVIL, origin: `http://${EVIL}`, 'sec-fetch-site': 'same-origin' };

/** Sends a request with the given `Host` and target. fetch() would set both itself. */
function statusOf(api: TestApi, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(api.url, { path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

async function queuesOf(api: TestApi, host: string): Promise<string[]> {
  const readiness = new Promise<IncomingMessage>((resolve, reject) => {
    request(api.url, { path: '/health/ready', headers: { host } }, resolve).on('error', reject).end();
  });
  const { queues } = (await json(await readiness)) as { queues: object };
  return Object.keys(queues);
}

describeWithRedis('a web page whose host name points at the API', (redisUrl) => {
  it.each([{ HOST: '127.0.0.1' }, { HOST: '0.0.0.0', ALLOW_WITHOUT_KEY: 'true' }])(
    'cannot create a key or read metrics while no key exists: %j',
    async (env) => {
      await using api = await startReadyApi(redisUrl, env);
      const answer = await api.inject('POST', '/v1/keys', PAGE);
      expect(answer).toMatchObject({ status: 403, code: 'auth.foreign_origin' });
      expect(await statusOf(api, '/metrics', PAGE)).toBe(403);
      expect(await statusOf(api, `http://${EVIL}/metrics`, { host: 'localhost' })).toBe(403);
    },
  );

  it('cannot read queues or metrics once a key exists', async () => {
    await using api = await startReadyApi(redisUrl);
    await holderOf(api, 'alice', ['read']);
    expect(await queuesOf(api, EVIL)).toEqual([]);
    expect(await queuesOf(api, 'localhost')).toContain('features');
    expect(await statusOf(api, '/metrics', PAGE)).toBe(401);
    expect(await statusOf(api, '/metrics', { host: 'localhost' })).toBe(200);
  });

  it('can read that the process is alive, like a probe', async () => {
    await using api = await startReadyApi(redisUrl);
    expect(await statusOf(api, '/health/live', PAGE)).toBe(200);
  });

  it('has full access if ALLOWED_HOSTS contains its name', async () => {
    await using api = await startReadyApi(redisUrl, { ALLOWED_HOSTS: 'serenade.internal, Evil.example' });
    expect(await statusOf(api, '/v1/archives', PAGE)).toBe(200);
    expect(await statusOf(api, '/metrics', { host: 'serenade.internal:8080' })).toBe(200);
  });
});
