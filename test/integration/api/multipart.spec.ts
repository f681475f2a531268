import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  archiveView,
  multipartUploadView,
  sha256Hex,
  signedParts,
  storedParts,
  usageView,
} from '#libs/contracts';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { bucketStore } from '../../support/real-store.js';
import { describeWithRedis, describeWithS3 } from '../../support/services.js';
import { leftIn } from '../../support/temp-store.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const PART = 5 * 1024 ** 2;
const zip = await zipOf({ 'a.wav': voicedWav(120), 'noise.bin': randomBytes(12 * 1024 ** 2) });
const part = (number: number) => zip.subarray((number - 1) * PART, number * PART);

const create = async (api: TestApi, more: object = {}) => {
  const body = { name: 'calls.zip', sizeBytes: zip.length, partBytes: PART, ...more };
  return multipartUploadView.parse(await (await api.call('POST', '/v1/multipart-uploads', body)).json());
};
const send = async (api: TestApi, id: string, number: number, bytes: Uint8Array) => {
  const answer = await api.call('POST', `/v1/multipart-uploads/${id}/sign`, { parts: [number] });
  const { parts } = signedParts.parse(await answer.json());
  const put = await fetch(parts[0]!.url, { method: 'PUT', body: new Uint8Array(bytes) });
  expect(put.status).toBe(200);
};
const listed = async (api: TestApi, id: string) =>
  storedParts.parse(await (await api.call('GET', `/v1/multipart-uploads/${id}/parts`)).json());
const complete = (api: TestApi, id: string) => api.call('POST', `/v1/multipart-uploads/${id}/complete`);

describeWithS3('presigned multipart uploads', (access) => {
  describeWithRedis('with Redis', (redisUrl) => {
    it('create an archive from parts in any order, also if a part is sent twice', async () => {
      await using bucket = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, bucket.env);
      const { id, parts } = await create(api, { sha256: sha256Hex(zip) });
      expect(parts).toBe(3);
      await send(api, id, 3, part(3));
      await send(api, id, 1, randomBytes(PART));
      expect((await listed(api, id)).missing).toEqual([2]);
      expect(await problemOf(await complete(api, id))).toMatchObject({ code: 'upload.incomplete' });
      await send(api, id, 2, part(2));
      await send(api, id, 1, part(1)); // replaces the wrong bytes
      const made = await complete(api, id);
      expect(made.status).toBe(201);
      const archive = archiveView.parse(await made.json());
      expect(archive).toMatchObject({ id, sha256: sha256Hex(zip), sizeBytes: zip.length, entries: 2 });
      expect(archiveView.parse(await (await complete(api, id)).json())).toEqual(archive);
      expect(zip.equals(await bucket.store.get(`archives/${id}/source.zip`))).toBe(true);
    });

    it('leave nothing in the store after a wrong hash, a deletion or an expiry', async () => {
      await using bucket = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, bucket.env);
      const wrong = await create(api, { sha256: '0'.repeat(64) });
      for (const number of [1, 2, 3]) await send(api, wrong.id, number, part(number));
      expect(await problemOf(await complete(api, wrong.id))).toMatchObject({
        code: 'archive.checksum_mismatch',
      });
      const aborted = await create(api);
      await send(api, aborted.id, 1, part(1));
      expect((await api.call('DELETE', `/v1/multipart-uploads/${aborted.id}`)).status).toBe(204);
      const abandoned = await create(api);
      await send(api, abandoned.id, 1, part(1));
      expect(await api.platform.uploads.sweep(new Date(Date.now() + 1))).toBe(1);
      for (const { id } of [wrong, aborted, abandoned])
        expect(await problemOf(await complete(api, id))).toMatchObject({ code: 'upload.not_found' });
      expect(await leftIn(bucket.store)).toEqual([]);
    });

    it('count toward the quota from the start, and free it when deleted', async () => {
      await using bucket = await bucketStore(access);
      const quota = { QUOTA_STORED_BYTES: String(zip.length + 1) };
      await using api = await startReadyApi(redisUrl, { ...bucket.env, ...quota });
      const used = async () => {
        const usage = usageView.parse(await (await api.call('GET', '/v1/usage')).json());
        return usage.storedBytes.used;
      };
      const given = await create(api);
      const body = { name: 'more.zip', sizeBytes: 2 };
      const more = () => api.call('POST', '/v1/multipart-uploads', body);
      expect(await problemOf(await more())).toMatchObject({ status: 413, code: 'quota.stored_bytes' });
      expect((await api.call('DELETE', `/v1/multipart-uploads/${given.id}`)).status).toBe(204);
      expect(await used()).toBe(0);
      const { id } = await create(api, { sha256: sha256Hex(zip) });
      for (const number of [1, 2, 3]) await send(api, id, number, part(number));
      expect((await complete(api, id)).status).toBe(201);
      expect(await used()).toBe(zip.length);
      expect((await more()).status).toBe(413);
    });

    it('reject part numbers beyond the last part, and more parts than S3 supports', async () => {
      await using bucket = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, bucket.env);
      const { id } = await create(api);
      const sign = await api.call('POST', `/v1/multipart-uploads/${id}/sign`, { parts: [4] });
      expect(await problemOf(sign)).toMatchObject({ code: 'request.invalid' });
      const body = { sizeBytes: 60 * 1024 ** 3, partBytes: PART };
      const many = await api.call('POST', '/v1/multipart-uploads', body);
      expect(await problemOf(many)).toMatchObject({ code: 'request.invalid' });
    });
  });
});

describeWithRedis('presigned multipart uploads to a folder store', (redisUrl) => {
  it('are rejected with an error that names the other kinds of upload', async () => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call('POST', '/v1/multipart-uploads', { sizeBytes: 10 }));
    expect(problem).toMatchObject({ status: 409, code: 'upload.no_links' });
    expect(problem.detail).toContain('/v1/uploads');
  });
});
