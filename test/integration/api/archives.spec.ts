import { expect, it } from 'vitest';
import { archivePage, newId, receiptView, type ArchiveView } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

describeWithRedis('/v1/archives', (redisUrl) => {
  const page = async (api: TestApi, query: string) =>
    archivePage.parse(await (await api.call('GET', `/v1/archives?${query}`)).json());

  it('lists archives newest first, page by page', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(1);
    const uploaded: ArchiveView[] = [];
    for (const name of ['a', 'b', 'c']) uploaded.push(await uploadZip(api, zip, name));
    const first = await page(api, 'limit=2');
    expect(first.items.map(({ name }) => name)).toEqual(['c', 'b']);
    const second = await page(api, `limit=2&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([{ id: uploaded[0]!.id, sha256: uploaded[0]!.sha256 }]);
    expect(second.nextCursor).toBeNull();
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'cursor=abc', 'cursor=..%2F..', 'page=2'])(
    'rejects the query %s',
    async (query) => {
      await using api = await startReadyApi(redisUrl);
      const problem = await problemOf(await api.call('GET', `/v1/archives?${query}`));
      expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
    },
  );

  it('returns an archive by its id', async () => {
    await using api = await startReadyApi(redisUrl);
    const archive = await uploadZip(api, await zipOfClips(1));
    const response = await api.call('GET', `/v1/archives/${archive.id}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(archive);
  });

  it('responds with 404 to an unknown id and with 400 to a malformed one', async () => {
    await using api = await startReadyApi(redisUrl);
    const missing = await problemOf(await api.call('GET', `/v1/archives/${newId('archive')}`));
    expect(missing).toMatchObject({ status: 404, code: 'archive.not_found' });
    for (const id of ['abc', newId('model'), '..%2F..%2Fetc']) {
      const problem = await problemOf(await api.call('GET', `/v1/archives/${id}`));
      expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
    }
  });

  it('deletes an archive with its index, and returns a receipt', async () => {
    await using api = await startReadyApi(redisUrl);
    const archive = await uploadZip(api, await zipOfClips(1));
    await api.platform.store.put(`archives/${archive.id}/manifest.jsonl`, '{}');
    const removed = await api.call('DELETE', `/v1/archives/${archive.id}`);
    expect(removed.status).toBe(200);
    const receipt = receiptView.parse(await removed.json());
    expect(receipt).toMatchObject({ id: archive.id, reason: 'deleted', removed: { objects: 2, tensors: 0 } });
    expect(receipt.finishedAt).not.toBeNull();
    const left = (await keysOf(api.platform.store)).filter((key) => !/^audit\/|\/receipts\//.test(key));
    expect(left).toEqual([]);
    const again = await problemOf(await api.call('DELETE', `/v1/archives/${archive.id}`));
    expect(again.code).toBe('archive.not_found');
  });

  it('rejects the deletion of an archive until the runs that use it are over', async () => {
    await using api = await startReadyApi(redisUrl);
    const archive = await uploadZip(api, await zipOfClips(1));
    const card = modelCardOf();
    await api.platform.models.save(card);
    const created = await api.call('POST', '/v1/scoring-runs', { archiveId: archive.id, modelId: card.id });
    const { id } = (await created.json()) as { id: string };
    const problem = await problemOf(await api.call('DELETE', `/v1/archives/${archive.id}`));
    expect(problem).toMatchObject({ status: 409, code: 'archive.in_use' });
    expect(problem.detail).toContain(id);
    await api.platform.ledger.end(id, 'failed', { code: 'run.failed', message: 'over' });
    expect((await api.call('DELETE', `/v1/archives/${archive.id}`)).status).toBe(200);
  });
});
