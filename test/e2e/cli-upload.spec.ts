import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { ArchiveView } from '#libs/contracts';
import { keepForTests } from '../support/kept.js';
import { RealProcess } from '../support/real-process.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { serenade } from '../support/serenade.js';
import { describeWithRedis, uniqueName } from '../support/services.js';
import { voicedWav } from '../support/wav.js';
import { zipOf } from '../support/zip.js';

const NOISE_BYTES = 96 * 1024 ** 2;

describeWithRedis('serenade upload', (redisUrl) => {
  const keep = keepForTests();
  let home: string;
  let store: RealStore;
  let zip: string;
  let sha256: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'serenade-upload-'));
    keep({ [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) });
    store = keep(await folderStore());
    const bytes = await zipOf({ 'a.wav': voicedWav(120), 'noise.bin': randomBytes(NOISE_BYTES) });
    zip = join(home, 'calls.zip');
    await writeFile(zip, bytes);
    sha256 = createHash('sha256').update(bytes).digest('hex');
  }, 60_000);
  beforeEach(async () => {
    env = { XDG_CONFIG_HOME: home, XDG_CACHE_HOME: await mkdtemp(join(home, 'cache-')) };
  });

  const started = async (port = '0') => {
    const variables = { REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName(), PORT: port, ...store.env };
    const api = new RealProcess('api', variables);
    return { api, url: String((await api.logged('listening'))['url']) };
  };
  const cache = () => join(env['XDG_CACHE_HOME']!, 'serenade', 'uploads');
  /** Waits until the store has a part of the upload that the cache folder records. */
  const underWay = async () => {
    for (;;) {
      const [file] = (await readdir(cache()).catch(() => [])).filter((name) => name.endsWith('.json'));
      if (file !== undefined) {
        const { path } = JSON.parse(await readFile(join(cache(), file), 'utf8')) as { path: string };
        const key = `uploads/${path.slice(path.lastIndexOf('/') + 1)}/upload.json`;
        const record = JSON.parse(Buffer.from(await store.store.get(key)).toString()) as { parts: number };
        if (record.parts > 0) return;
      }
      await sleep(5);
    }
  };
  const upload = (url: string, killed?: AbortSignal) =>
    serenade(['--url', url, 'upload', zip], env, '', killed);
  const archives = async (url: string) =>
    ((await (await fetch(`${url}/v1/archives`)).json()) as { items: ArchiveView[] }).items;

  it('resumes after kill -9, and forgets the upload once it is complete', async () => {
    const { api, url } = await started();
    keep(api);
    const kill = new AbortController();
    const first = upload(url, kill.signal);
    await underWay();
    kill.abort();
    expect((await first).code).toBeNull();
    expect(await archives(url)).toEqual([]);

    const second = await upload(url);
    expect(second).toMatchObject({ code: 0 });
    expect(second.err).toMatch(/Resuming at [1-9][\d.]* MB of /);
    expect(await archives(url)).toMatchObject([{ name: 'calls.zip', sha256 }]);
    expect(await readdir(cache())).toEqual([]);
  }, 60_000);

  it('waits for a killed server to come back, and resumes', async () => {
    const { api, url } = await started();
    const running = upload(url);
    await underWay();
    api.kill('SIGKILL');
    await api.ended;
    const again = await started(new URL(url).port);
    keep(again.api);
    expect(await running).toMatchObject({ code: 0 });
    expect(await archives(url)).toContainEqual(expect.objectContaining({ name: 'calls.zip', sha256 }));
  }, 60_000);

  it('starts again if the file has changed, and rejects a file that is not an archive', async () => {
    const { api, url } = await started();
    keep(api);
    const kill = new AbortController();
    const first = upload(url, kill.signal);
    await underWay();
    kill.abort();
    await first;
    await writeFile(zip, await zipOf({ 'b.wav': voicedWav(1) }));
    const second = await upload(url);
    expect(second).toMatchObject({ code: 0 });
    expect(second.err).not.toContain('Resuming');

    const text = join(home, 'letter.zip');
    await writeFile(text, 'Dear diary');
    const refused = await serenade(['--url', url, 'upload', text], env);
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.err).toContain('archive.not_zip');
  }, 60_000);

  it('packs a folder to the size that it announces', async () => {
    const { api, url } = await started();
    keep(api);
    const folder = join(home, 'Gespräche');
    await mkdir(join(folder, 'one', 'two'), { recursive: true });
    await writeFile(join(folder, 'one', 'ä.wav'), voicedWav(1));
    await writeFile(join(folder, 'one', 'two', 'b.wav'), voicedWav(2));
    await writeFile(join(folder, 'empty.txt'), '');
    const said = await serenade(['--url', url, '--json', 'upload', folder], env);
    expect(JSON.parse(said.out)).toMatchObject({ name: 'Gespräche.zip', entries: 3 });
  }, 60_000);
});
