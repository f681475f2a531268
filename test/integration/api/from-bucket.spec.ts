import { expect, it } from 'vitest';
import { archiveView } from '#libs/contracts';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { bucketStore } from '../../support/real-store.js';
import { describeWithRedis, describeWithS3 } from '../../support/services.js';
import { leftIn } from '../../support/temp-store.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const take = (api: TestApi, url: string, more: object = {}) =>
  api.call('POST', '/v1/archives/from-bucket', { url, ...more });
const refusal = async (api: TestApi, url: string) => (await problemOf(await take(api, url))).code;

describeWithRedis('archives from a bucket', (redisUrl) => {
  it('are rejected if the store is a folder', async () => {
    await using api = await startReadyApi(redisUrl, { ARCHIVE_BUCKETS: 'calls' });
    expect(await refusal(api, 's3://calls/may.zip')).toBe('archive.bucket_refused');
  });

  describeWithS3('with S3', (access) => {
    it('are created in place, from a container or from a prefix', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, { ...own.env, ARCHIVE_BUCKETS: other.bucket });
      const zip = await zipOf({ 'a.wav': voicedWav(120) });
      await other.store.put('may/calls.zip', zip);
      await other.store.put('loose/a.wav', voicedWav(120));
      const container = await take(api, `s3://${other.bucket}/may/calls.zip`);
      expect(container.status).toBe(201);
      const archive = archiveView.parse(await container.json());
      expect(archive).toMatchObject({ name: 'calls.zip', format: 'zip', entries: 1, sizeBytes: zip.length });
      const prefix = await take(api, `s3://${other.bucket}/loose/`, { name: 'may' });
      expect(archiveView.parse(await prefix.json())).toMatchObject({ name: 'may', format: 'objects' });
      expect((await api.call('DELETE', `/v1/archives/${archive.id}`)).status).toBe(200);
      expect(await other.store.head('may/calls.zip')).not.toBeNull(); // other buckets' objects are never deleted
    });

    it("are rejected for buckets that are not allowed and for the store's own bucket", async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await other.store.put('2026/a.wav', voicedWav(120));
      await other.store.put('secret/a.wav', voicedWav(120));
      await using closed = await startReadyApi(redisUrl, own.env);
      const problem = await problemOf(await take(closed, `s3://${other.bucket}/2026/`));
      expect(problem).toMatchObject({ code: 'archive.bucket_refused', status: 403 });
      expect(problem.detail).toContain('ARCHIVE_BUCKETS');
      const ARCHIVE_BUCKETS = `${other.bucket}/2026/, ${own.bucket}`;
      await using api = await startReadyApi(redisUrl, { ...own.env, ARCHIVE_BUCKETS });
      expect((await take(api, `s3://${other.bucket}/2026/`)).status).toBe(201);
      for (const url of [
        `${other.bucket}/secret/`,
        `${other.bucket}/`,
        `${other.bucket}/2026`,
        `${own.bucket}/`,
      ])
        expect(await refusal(api, `s3://${url}`)).toBe('archive.bucket_refused');
    });

    it('are rejected without a record if the URL has no readable clips', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      const ARCHIVE_BUCKETS = `${other.bucket},no-such-bucket-here`;
      await using api = await startReadyApi(redisUrl, { ...own.env, ARCHIVE_BUCKETS });
      await other.store.put('text/a.txt', 'no sound');
      await other.store.put('cut.zip', (await zipOf({ 'a.wav': voicedWav(120) })).subarray(0, 500));
      const at = (key: string) => refusal(api, `s3://${other.bucket}/${key}`);
      expect(await at('text/')).toBe('archive.empty');
      expect(await at('none/')).toBe('archive.empty');
      expect(await at('none.zip')).toBe('store.object_missing');
      expect(await at('text/a.txt')).toBe('archive.not_zip');
      expect(await at('cut.zip')).toBe('archive.truncated');
      expect(await refusal(api, 's3://no-such-bucket-here/')).toBe('archive.bucket_refused');
      expect(await refusal(api, 'https://calls/a.zip')).toBe('request.invalid');
      expect(await leftIn(own.store)).toEqual([]);
    });
  });
});
