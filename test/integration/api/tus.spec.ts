import { randomBytes } from 'node:crypto';
import { Upload as TusClient } from 'tus-js-client';
import { expect, it, vi } from 'vitest';
import { archiveView, sha256Hex } from '#libs/contracts';
import { startReadyApi, type TestApi } from '../../support/api.js';
import { bucketStore, folderStore, type RealStore } from '../../support/real-store.js';
import { describeWithRedis, describeWithS3, uniqueName } from '../../support/services.js';
import { leftIn } from '../../support/temp-store.js';
import { RawTus } from '../../support/tus.js';
import { zipOf, zipOfClips } from '../../support/zip.js';
import { voicedWav } from '../../support/wav.js';

/** More than two parts of 8 MiB. */
const large = await zipOf({ 'a.wav': voicedWav(120), 'noise.bin': randomBytes(20 * 1024 ** 2) });

/** Tests tus uploads on a store. */
function tusContract(redisUrl: string, openStore: () => Promise<RealStore>): void {
  const start = async (env: NodeJS.ProcessEnv = {}) => {
    const store = await openStore();
    const api = await startReadyApi(redisUrl, { ...store.env, ...env });
    return {
      api,
      store: store.store,
      env: store.env,
      [Symbol.asyncDispose]: async () => {
        await api[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  };
  const archiveOf = async (api: TestApi, id: string) =>
    archiveView.parse(await (await api.call('GET', `/v1/archives/${id}`)).json());

  it('resume after dropped connections, keep received bytes, and have the right hash', async () => {
    await using world = await start();
    const { api, store } = world;
    const tus = await RawTus.create(api.url, large.length, {
      filename: 'calls.zip',
      sha256: sha256Hex(large),
    });
    let offset = 0;
    let kept = 0;
    for (let round = 0; round < 5; round++) {
      await tus.patchHalf(offset, large.subarray(offset), 3_500_000);
      await vi.waitFor(async () => expect(await tus.offset()).toBeGreaterThan(offset), { timeout: 5_000 });
      offset = await tus.offset();
      if (offset > kept) kept = offset;
    }
    expect(kept).toBeGreaterThan(10_000_000);
    const last = await tus.patch(offset, large.subarray(offset));
    expect(last.status).toBe(200);
    expect(last.headers.get('serenade-archive')).toBe(tus.id);
    expect(await archiveOf(api, tus.id)).toMatchObject({
      name: 'calls.zip',
      sha256: sha256Hex(large),
      sizeBytes: large.length,
      entries: 2,
    });
    expect(large.equals(await store.get(`archives/${tus.id}/source.zip`))).toBe(true);
  });

  it('accept one request at a time, even across two API processes', async () => {
    const QUEUE_PREFIX = uniqueName();
    await using world = await start({ QUEUE_PREFIX });
    await using other = await startReadyApi(redisUrl, { ...world.env, QUEUE_PREFIX });
    const tus = await RawTus.create(world.api.url, large.length);
    const twin = tus.at(other.url);
    const piece = 3_000_000;
    for (let offset = 0; offset < large.length; offset = await tus.offset()) {
      const bytes = large.subarray(offset, offset + piece);
      const answers = await Promise.all([tus, twin].map((client) => client.patch(offset, bytes)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
    expect(await archiveOf(other, tus.id)).toMatchObject({
      sha256: sha256Hex(large),
      sizeBytes: large.length,
    });
    expect(large.equals(await world.store.get(`archives/${tus.id}/source.zip`))).toBe(true);
  });

  it('resume on another API process while the old connection hangs', async () => {
    const QUEUE_PREFIX = uniqueName();
    await using world = await start({ QUEUE_PREFIX });
    await using other = await startReadyApi(redisUrl, { ...world.env, QUEUE_PREFIX });
    const zip = await zipOfClips(3);
    const tus = await RawTus.create(world.api.url, zip.length);
    const hanging = tus.hang(0, zip, 1_000);
    const twin = tus.at(other.url);
    await vi.waitFor(async () => expect(await twin.offset()).toBe(1_000), { timeout: 10_000 });
    expect((await twin.patch(1_000, zip.subarray(1_000))).status).toBe(200);
    await hanging;
  });

  it('work with tus-js-client', async () => {
    await using world = await start();
    const zip = await zipOfClips(3);
    const url = await new Promise<string | null>((resolve, reject) => {
      const upload = new TusClient(zip, {
        endpoint: `${world.api.url}/v1/uploads`,
        chunkSize: 20_000,
        metadata: { filename: 'three.zip' },
        onError: reject,
        onSuccess: () => resolve(upload.url),
      });
      upload.start();
    });
    const id = url?.slice(url.lastIndexOf('/') + 1) ?? '';
    expect(await archiveOf(world.api, id)).toMatchObject({ name: 'three.zip', sha256: sha256Hex(zip) });
  });

  it('are deleted if they are not an archive or have the wrong hash', async () => {
    await using world = await start();
    const junk = randomBytes(5_000);
    const tus = await RawTus.create(world.api.url, junk.length);
    const refused = await tus.patch(0, junk);
    expect(refused.status).toBe(415);
    expect(await refused.json()).toMatchObject({ code: 'archive.not_zip' });
    const zip = await zipOfClips(1);
    const other = await RawTus.create(world.api.url, zip.length, { sha256: '0'.repeat(64) });
    expect((await other.patch(0, zip)).status).toBe(422);
    expect(await leftIn(world.store)).toEqual([]);
  });

  it('are removed when the client deletes them or when they expire', async () => {
    await using world = await start();
    const { api, store } = world;
    const deleted = await RawTus.create(api.url, large.length);
    await deleted.patchHalf(0, large, 9_000_000);
    expect(await deleted.remove()).toBe(204);
    const left = await RawTus.create(api.url, large.length);
    await left.patchHalf(0, large, 9_000_000);
    await vi.waitFor(async () => expect(await left.offset()).toBeGreaterThan(0), { timeout: 5_000 });
    expect(await api.platform.uploads.sweep(new Date(Date.now() - 60_000))).toBe(0);
    expect(await api.platform.uploads.sweep(new Date(Date.now() + 1))).toBe(1);
    expect(await leftIn(store)).toEqual([]);
    await expect(left.offset()).rejects.toThrow('404');
  });

  it('are rejected at creation if they are too large or have an invalid name', async () => {
    await using world = await start({ MAX_ARCHIVE_BYTES: '1000' });
    await expect(RawTus.create(world.api.url, 1001)).rejects.toThrow('413');
    await expect(RawTus.create(world.api.url, 10, { filename: 'a/b.zip' })).rejects.toThrow('400');
  });
}

describeWithRedis('tus uploads to a folder store', (redisUrl) => tusContract(redisUrl, folderStore));
describeWithS3('tus uploads to S3', (access) => {
  describeWithRedis('with Redis', (redisUrl) => tusContract(redisUrl, () => bucketStore(access)));
});
