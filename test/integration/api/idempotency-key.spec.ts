import { expect, it } from 'vitest';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

const zip = await zipOfClips(30);

describeWithRedis('Idempotency-Key', (redisUrl) => {
  const prepared = async (api: TestApi) => {
    const archive = await uploadZip(api, zip);
    const card = modelCardOf();
    await api.platform.models.save(card);
    return { archiveId: archive.id, modelId: card.id };
  };
  const create = (api: TestApi, body: unknown, key: string) =>
    api.call('POST', '/v1/scoring-runs', body, { 'idempotency-key': key });
  const runsIn = (api: TestApi) => keysOf(api.platform.store, 'records/scoring-runs/');

  it('creates one run for a repeated request, and marks the repeated response', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    const first = await create(api, body, 'once');
    const second = await create(api, body, 'once');
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    expect(await runsIn(api)).toHaveLength(1);
  });

  it('recognizes a request whose body has its keys in another order', async () => {
    await using api = await startReadyApi(redisUrl);
    const { archiveId, modelId } = await prepared(api);
    await create(api, { archiveId, modelId }, 'order');
    const second = await create(api, { modelId, archiveId }, 'order');
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('stores one archive for a repeated upload', async () => {
    await using api = await startReadyApi(redisUrl);
    const upload = () => api.call('POST', '/v1/archives', zip, { 'idempotency-key': 'upload' });
    const [first, second] = [await upload(), await upload()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect(await keysOf(api.platform.store, 'records/archives/')).toHaveLength(1);
  });

  it('rejects a different request with the same key', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    await create(api, body, 'reused');
    const problem = await problemOf(await create(api, { ...body, featureSet: 'paper-20' }, 'reused'));
    expect(problem).toMatchObject({ status: 422, code: 'idempotency.key_reused' });
    expect(await runsIn(api)).toHaveLength(1);
  });

  it('can be used again after its request was rejected', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    const refused = await create(api, { ...body, featureSet: 'none' }, 'again');
    expect(refused.status).toBe(422);
    expect((await create(api, body, 'again')).status).toBe(202);
  });

  it('creates one run for ten simultaneous requests', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(api, body, 'rivals')));
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 409)).toEqual(
      [],
    );
    expect(await runsIn(api)).toHaveLength(1);
  });

  it.each(['with space', 'x'.repeat(256), 'ümlaut'])('rejects the key %j', async (key) => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    const problem = await problemOf(await create(api, body, key));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
