import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { archiveView, sha256Hex } from '#libs/contracts';
import { RealProcess } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';
import { RawTus } from '../support/tus.js';
import { voicedWav } from '../support/wav.js';
import { zipOf } from '../support/zip.js';

describeWithRedis('a tus upload', (redisUrl) => {
  it('resumes after kill -9 of the API, and ends with the hash of all its bytes', async () => {
    await using store = await folderStore();
    const zip = await zipOf({ 'a.wav': voicedWav(120), 'noise.bin': randomBytes(30 * 1024 ** 2) });
    const env = { REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName(), PORT: '0', ...store.env };
    const urlOf = async (api: RealProcess) => String((await api.logged('listening'))['url']);

    const first = new RealProcess('api', env);
    const created = await RawTus.create(await urlOf(first), zip.length);
    const sending = created.patchHalf(0, zip, zip.length - 1_000_000).catch(() => undefined);
    // The API is killed when the first part is stored and later ones are still arriving.
    while (((await keptParts(store.store, created.id)) ?? 0) === 0) await sleep(10);
    first.kill('SIGKILL');
    await Promise.all([first.ended, sending]);

    await using second = new RealProcess('api', env);
    const url = await urlOf(second);
    const tus = created.at(url);
    const offset = await tus.offset();
    expect(offset).toBeGreaterThanOrEqual(8 * 1024 ** 2);
    expect(offset).toBeLessThan(zip.length);
    const last = await tus.patch(offset, zip.subarray(offset));
    expect(archiveView.parse(await last.json())).toMatchObject({
      id: tus.id,
      sha256: sha256Hex(zip),
      sizeBytes: zip.length,
    });
  });
});

async function keptParts(
  store: { get(key: string): Promise<Uint8Array> },
  id: string,
): Promise<number | undefined> {
  const text = Buffer.from(await store.get(`uploads/${id}/upload.json`)).toString();
  return (JSON.parse(text) as { parts?: number }).parts;
}
