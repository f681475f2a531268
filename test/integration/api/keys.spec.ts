import { expect, it } from 'vitest';
import { apiKeyView, auditView, createdApiKey, newId, pageOf, type AuditEntry } from '#libs/contracts';
import { createSecret } from '#libs/access';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { holderOf } from '../../support/keys.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function deedsOf(api: TestApi): Promise<AuditEntry[]> {
  const { items } = await api.platform.audit.page({ limit: 100 });
  return items.reverse();
}

describeWithRedis('API keys', (redisUrl) => {
  it('are required from every client once the first one exists', async () => {
    await using api = await startReadyApi(redisUrl);
    expect((await api.call('GET', '/v1/archives')).status).toBe(200);
    expect(await (await api.call('GET', '/v1/caller')).json()).toMatchObject({ owner: 'local', keyId: null });
    const alice = await holderOf(api, 'alice');
    const refused = await api.call('GET', '/v1/archives');
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="serenade"');
    expect(await problemOf(refused)).toMatchObject({ status: 401, code: 'auth.key_missing' });
    expect((await alice.call('GET', '/v1/archives')).status).toBe(200);
    expect(await (await alice.call('GET', '/v1/caller')).json()).toEqual({
      owner: 'alice',
      keyId: alice.keyId,
      scopes: ['score', 'train'],
    });
  });

  it('are rejected with a distinct code if they are wrong, expired or revoked', async () => {
    await using api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice');
    const gone = await holderOf(api, 'alice', ['read'], new Date(Date.now() - 1).toISOString());
    const bad = await holderOf(api, 'alice');
    await api.platform.keys.revoke(bad.keyId);
    api.platform.ring.forget(bad.keyId);
    const cases = [
      [bearer(createSecret().secret), 'auth.key_invalid'],
      [bearer(`${alice.secret.slice(0, -1)}${alice.secret.endsWith('A') ? 'B' : 'A'}`), 'auth.key_invalid'],
      [bearer('nonsense'), 'auth.key_invalid'],
      [{ authorization: 'Basic YTpi' }, 'auth.key_invalid'],
      [bearer(gone.secret), 'auth.key_expired'],
      [bearer(bad.secret), 'auth.key_revoked'],
    ] as const;
    for (const [headers, code] of cases)
      expect(await problemOf(await api.call('GET', '/v1/archives', undefined, headers))).toMatchObject({
        status: 401,
        code,
      });
  });

  it('are checked before an upload is stored', async () => {
    await using api = await startReadyApi(redisUrl);
    await holderOf(api, 'alice');
    const answer = await api.call('POST', '/v1/archives', await zipOfClips(3));
    expect(await problemOf(answer)).toMatchObject({ status: 401, code: 'auth.key_missing' });
    expect(await keysOf(api.platform.store, 'archives/')).toEqual([]);
  });

  it('permit what their scopes include, and nothing else', async () => {
    await using api = await startReadyApi(redisUrl);
    const reader = await holderOf(api, 'alice', ['read']);
    const scorer = await holderOf(api, 'alice', ['score']);
    const trainer = await holderOf(api, 'alice', ['train']);
    const admin = await holderOf(api, 'alice', ['admin']);
    const statusesOf = async (method: string, path: string, body?: unknown) =>
      Promise.all(
        [reader, scorer, trainer, admin].map(async ({ call }) => (await call(method, path, body)).status),
      );
    expect(await statusesOf('GET', '/v1/models')).toEqual([200, 200, 200, 200]);
    expect(await statusesOf('DELETE', `/v1/archives/${newId('archive')}`)).toEqual([403, 404, 404, 404]);
    expect(await statusesOf('POST', '/v1/scoring-runs', {})).toEqual([403, 400, 403, 400]);
    expect(await statusesOf('POST', '/v1/training-runs', {})).toEqual([403, 403, 400, 400]);
    expect(await statusesOf('GET', '/v1/keys')).toEqual([403, 403, 403, 200]);
    const refusal = await problemOf(await reader.call('POST', '/v1/scoring-runs', {}));
    expect(refusal).toMatchObject({
      code: 'auth.scope_missing',
      detail: expect.stringContaining('score') as string,
    });
  });

  it('are created by an admin for any owner, listed without secrets, and revoked', async () => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'root', ['admin']);
    const wanted = { owner: 'bob', name: 'nightly', scopes: ['score'] };
    const made = createdApiKey.parse(await (await admin.call('POST', '/v1/keys', wanted)).json());
    expect(made).toMatchObject({ ...wanted, createdBy: admin.keyId, state: 'active' });
    const asBob = () => api.call('GET', '/v1/caller', undefined, bearer(made.secret!));
    expect(await (await asBob()).json()).toMatchObject({ owner: 'bob', keyId: made.id });

    const list = await (await admin.call('GET', '/v1/keys?owner=bob')).text();
    expect(list).toContain(made.id);
    expect(list).not.toContain(made.secret);
    expect(list).not.toContain(`"id":"${admin.keyId}"`);

    const revoked = apiKeyView.parse(await (await admin.call('POST', `/v1/keys/${made.id}/revoke`)).json());
    expect(revoked.state).toBe('revoked');
    expect(await problemOf(await asBob())).toMatchObject({ status: 401, code: 'auth.key_revoked' });
    expect(await problemOf(await admin.call('POST', `/v1/keys/${newId('key')}/revoke`))).toMatchObject({
      code: 'key.not_found',
    });
  });

  it.each([
    [{ name: '', scopes: ['read'] }],
    [{ name: 'x', scopes: [] }],
    [{ name: 'x', scopes: ['root'] }],
    [{ name: 'x', scopes: ['read'], owner: 'a/b' }],
    [{ name: 'x', scopes: ['read'], owner: '../models' }],
    [{ name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }],
    [{ name: 'x\u0000', scopes: ['read'] }],
  ])('cannot be created from %j', async (wanted) => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'root', ['admin']);
    expect(await problemOf(await admin.call('POST', '/v1/keys', wanted))).toMatchObject({
      code: 'request.invalid',
    });
  });

  it('are created once for a repeated request, and Redis never stores the secret', async () => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'root', ['admin']);
    const create = () =>
      admin.call('POST', '/v1/keys', { name: 'once', scopes: ['read'] }, { 'idempotency-key': 'made-once' });
    const [first, second] = [await create(), await create()];
    const made = createdApiKey.parse(await first.json());
    expect(createdApiKey.parse(await second.json())).toEqual({ ...made, secret: null });
    const { redis, env } = api.platform;
    const remembered = await redis.keys(`${env.QUEUE_PREFIX}:idempotency:*`);
    expect(remembered).toHaveLength(1);
    expect(await redis.get(remembered[0]!)).not.toContain(made.secret!.slice(-43));
  });

  it('record the time of their last use', async () => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'root', ['admin']);
    const reader = await holderOf(api, 'alice', ['read']);
    const seen = async () =>
      apiKeyView.parse(await (await admin.call('GET', `/v1/keys/${reader.keyId}`)).json()).lastUsedAt;
    expect(await seen()).toBeNull();
    await reader.call('GET', '/v1/archives');
    await expect.poll(seen).not.toBeNull();
  });

  it('leave an audit entry for each change and each refusal', async () => {
    await using api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice', ['score']);
    const archive = await uploadZip({ ...api, call: alice.call }, await zipOfClips(3));
    await alice.call('GET', `/v1/archives/${archive.id}`);
    await alice.call('POST', '/v1/training-runs', {});
    await alice.call('DELETE', `/v1/archives/${archive.id}`);
    await api.call('DELETE', `/v1/archives/${archive.id}`);
    await expect.poll(() => deedsOf(api)).toHaveLength(3);
    const by = { owner: 'alice', keyId: alice.keyId };
    expect(await deedsOf(api)).toMatchObject([
      { ...by, action: 'uploadArchive', targets: [archive.id], status: 201 },
      { ...by, action: 'createTrainingRun', targets: [], status: 403 },
      { ...by, action: 'deleteArchive', targets: [archive.id], status: 200 },
    ]);
  });

  it('let only an admin read the audit log, newest first, of one owner or all', async () => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'root', ['admin']);
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    const zip = await zipOfClips(1);
    for (const [at, { call }] of [alice, bob, alice].entries()) {
      await uploadZip({ ...api, call }, zip);
      await expect.poll(() => deedsOf(api)).toHaveLength(at + 1);
    }
    const read = async (query: string) =>
      pageOf(auditView).parse(await (await admin.call('GET', `/v1/audit?${query}`)).json());
    const first = await read('limit=2');
    expect(first.items.map(({ owner }) => owner)).toEqual(['alice', 'bob']);
    const rest = await read(`limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ owner: 'alice', keyId: alice.keyId }], nextCursor: null });
    expect((await read('owner=bob')).items).toMatchObject([{ owner: 'bob', action: 'uploadArchive' }]);
    expect((await read('owner=carol')).items).toEqual([]);
    expect(await problemOf(await alice.call('GET', '/v1/audit'))).toMatchObject({ status: 403 });
    expect((await admin.call('GET', '/v1/audit?cursor=../x')).status).toBe(400);
  });
});

describeWithRedis('requests', (redisUrl) => {
  it('of one key are rate-limited, and the headers report the remaining number', async () => {
    await using api = await startReadyApi(redisUrl, { RATE_LIMIT_PER_MINUTE: '3' });
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await alice.call('GET', '/v1/archives'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
    const last = answers.at(-1)!;
    expect(last.headers.get('ratelimit-limit')).toBe('3');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(last)).toMatchObject({ code: 'rate.limited' });
    expect((await bob.call('GET', '/v1/archives')).status).toBe(200);
    expect((await api.call('GET', '/health/live')).status).toBe(200);
  });

  it('of a key with its own rate limit use that limit', async () => {
    await using api = await startReadyApi(redisUrl, { RATE_LIMIT_PER_MINUTE: '0' });
    const admin = await holderOf(api, 'alice', ['admin']);
    const wanted = { name: 'slow', scopes: ['read'], requestsPerMinute: 2 };
    const made = await admin.call('POST', '/v1/keys', wanted);
    const { secret, requestsPerMinute } = createdApiKey.parse(await made.json());
    expect(requestsPerMinute).toBe(2);
    const slow = () =>
      api.call('GET', '/v1/archives', undefined, { authorization: `Bearer ${secret ?? ''}` });
    const answers = [await slow(), await slow(), await slow()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]!.headers.get('ratelimit-policy')).toBe('2;w=60');
    const unlimited = await admin.call('GET', '/v1/archives');
    expect([unlimited.status, unlimited.headers.get('ratelimit-limit')]).toEqual([200, null]);
    for (const rate of [0, 1.5, -1])
      expect((await admin.call('POST', '/v1/keys', { ...wanted, requestsPerMinute: rate })).status).toBe(400);
  });

  it('with many wrong keys are rejected with auth.too_many_failures', async () => {
    await using api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice');
    const wrong = () => api.call('GET', '/v1/archives', undefined, bearer(createSecret().secret));
    const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await wrong()).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(await problemOf(await wrong())).toMatchObject({ status: 429, code: 'auth.too_many_failures' });
    expect((await alice.call('GET', '/v1/archives')).status).toBe(429);
  });

  it.each([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
    { host: 'evil.example' },
  ])('from other sites are rejected while the API needs no key: %j', async (headers) => {
    await using api = await startReadyApi(redisUrl);
    // fetch() does not let a test set these headers, so the request is injected.
    const answer = await api.inject('POST', '/v1/scoring-runs', headers);
    expect(answer).toMatchObject({ status: 403, code: 'auth.foreign_origin' });
  });

  it('from the dashboard are accepted while the API needs no key', async () => {
    await using api = await startReadyApi(redisUrl);
    const headers = {
      host: 'localhost:3000',
      origin: 'http://localhost:3000',
      'sec-fetch-site': 'same-origin',
    };
    expect(await api.inject('GET', '/v1/archives', headers)).toMatchObject({ status: 200 });
  });

  it('from another machine see workers and queues only with a key', async () => {
    await using api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice', ['read']);
    const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
    const stranger = (await (await api.call('GET', '/health/ready', undefined, elsewhere)).json()) as object;
    expect(stranger).toMatchObject({ redis: { ok: true }, queues: {}, workers: [] });
    const known = (await (await alice.call('GET', '/health/ready', undefined, elsewhere)).json()) as {
      queues: object;
    };
    expect(Object.keys(known.queues)).not.toEqual([]);
    expect((await api.call('GET', '/metrics', undefined, elsewhere)).status).toBe(401);
    expect((await alice.call('GET', '/metrics', undefined, elsewhere)).status).toBe(200);
    expect((await api.call('GET', '/metrics')).status).toBe(200);
  });
});
