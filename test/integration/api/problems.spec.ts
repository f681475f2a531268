import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId } from '#libs/contracts';
import { problemOf, startReadyApi } from '../../support/api.js';
import { freePort } from '../../support/own-redis.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { tempStore } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

describeWithRedis('problem documents', (redisUrl) => {
  it.each([
    ['GET', '/v1/nothing', 404, 'request.not_found'],
    ['GET', '/nothing', 404, 'request.not_found'],
    ['PUT', '/v1/archives', 405, 'request.method_not_allowed'],
    ['GET', `/v1/archives/${'x'.repeat(500)}`, 400, 'request.invalid'],
    ['GET', '/v1/archives/%E0%A4%A', 400, 'request.invalid'],
  ])('describe the error of %s %s', async (method, path, status, code) => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call(method, path));
    expect(problem).toMatchObject({ status, code, instance: path });
  });

  it.each([
    ['{"archiveId": ', 400, 'request.invalid'],
    ['', 400, 'request.invalid'],
    ['[]', 400, 'request.invalid'],
    ['null', 400, 'request.invalid'],
    ['{"__proto__": {"corpus": "folder"}}', 400, 'request.invalid'],
    [`{"corpus": "${'x'.repeat(1_100_000)}"}`, 413, 'request.too_large'],
  ])('describe the error of the JSON body %s', async (body, status, code) => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call('POST', '/v1/training-runs', body));
    expect(problem).toMatchObject({ status, code });
  });

  it.each(['application/zip', 'text/plain', 'multipart/form-data; boundary=x'])(
    'describe the error of a run with the content type %s',
    async (type) => {
      await using api = await startReadyApi(redisUrl);
      const body = await zipOfClips(1);
      const response = await api.call('POST', '/v1/scoring-runs', body, { 'content-type': type });
      const problem = await problemOf(response);
      expect(problem).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
      expect(JSON.stringify(problem)).not.toContain('_readableState');
    },
  );

  it('list every invalid field of a request with its path', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = { archiveId: 'abc', corpus: 7, seed: -1 };
    const { issues } = await problemOf(await api.call('POST', '/v1/training-runs', body));
    expect(issues?.map(({ path }) => path).sort()).toEqual(['archiveId', 'corpus', 'seed']);
  });

  it('do not quote internal errors', async () => {
    await using api = await startReadyApi(redisUrl);
    const card = modelCardOf();
    await api.platform.models.save({ ...card, parameters: 'secret' } as never);
    const problem = await problemOf(await api.call('GET', `/v1/models/${card.id}`));
    expect(problem).toMatchObject({ status: 500, code: 'internal.error' });
    expect(JSON.stringify(problem)).not.toMatch(/secret|parameters|expected number/);
  });

  it('report that the S3 store cannot be reached, while the API keeps running', async () => {
    await using api = await startReadyApi(redisUrl, {
      STORE: 's3',
      S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'hidden-secret',
    });
    const zip = await zipOfClips(1);
    for (const response of [
      await api.call('GET', '/v1/archives'),
      await api.call('GET', `/v1/scoring-runs/${newId('scoringRun')}/scores`),
      await api.call('POST', '/v1/archives', zip),
    ]) {
      expect(response.headers.get('retry-after')).toBe('1');
      const problem = await problemOf(response);
      expect(problem).toMatchObject({ status: 503, code: 'store.unavailable' });
      expect(JSON.stringify(problem)).not.toContain('hidden-secret');
    }
    const ready = await api.call('GET', '/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { store: { ok: false }, redis: { ok: true } },
    ]);
    expect((await api.call('GET', '/health/live')).status).toBe(200);
  });

  it('report that the folder store cannot be written', async () => {
    await using temp = await tempStore();
    const blocked = join(temp.dir, 'file');
    await writeFile(blocked, '');
    await using api = await startReadyApi(redisUrl, { STORE_DIR: blocked });
    const problem = await problemOf(await api.call('POST', '/v1/archives', await zipOfClips(1)));
    expect(problem).toMatchObject({ status: 503, code: 'store.unavailable' });
    expect((await api.call('GET', '/health/ready')).status).toBe(503);
  });
});
