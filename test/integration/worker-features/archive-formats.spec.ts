import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  archiveRecord,
  jobIds,
  manifestLine,
  sha256Hex,
  shardReport,
  type ArchiveFormat,
  type ArchiveRecord,
  type ManifestLine,
  type UrlLine,
} from '#libs/contracts';
import { Records, archiveKeys, featureKeys, getJson, readJsonLines, type ObjectStore } from '#libs/storage';
import { craftedTar, zstdOf } from '../../../libs/archive/src/testing/crafted-tar.js';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import {
  buildJob,
  indexed,
  shardIdIn,
  buildShardJob,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { PAPER_20, buildArchiveRecord, trainingRunOf } from '../../support/records.js';
import { bucketStore } from '../../support/real-store.js';
import { describeWithRedis, describeWithS3 } from '../../support/services.js';
import { encodePcm16Wav, voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

/** More clips than fit into a shard, and some that fail. */
const CLIPS: Readonly<Record<string, Buffer>> = Object.fromEntries([
  ...Array.from({ length: 70 }, (_, n) => [
    `calls/${String(n).padStart(2, '0')}.wav`,
    voicedWav(100 + n, 0.1),
  ]),
  ['silent.wav', encodePcm16Wav(new Int16Array(8_000))],
  ['text.wav', Buffer.from('no sound at all')],
]) as Record<string, Buffer>;

const tarOf = (files: Readonly<Record<string, Buffer>>) =>
  craftedTar(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
const withNotes = { 'notes.pdf': Buffer.from('not a clip'), ...CLIPS };

/** Every container format, with the same clips in the same order. */
const CONTAINERS: readonly (readonly [ArchiveFormat, () => Promise<Buffer> | Buffer])[] = [
  ['zip', () => zipOf(withNotes)],
  ['tar', () => tarOf(withNotes)],
  ['tar.gz', () => gzipSync(tarOf(withNotes))],
  ['tar.zst', () => zstdOf(tarOf(withNotes))],
];

async function linesOf(store: ObjectStore, archiveId: string): Promise<ManifestLine[]> {
  const lines: ManifestLine[] = [];
  for await (const line of readJsonLines(store, archiveKeys.manifest(archiveId), manifestLine))
    lines.push(line);
  return lines;
}

/** Extracts an archive. Returns its names, and for each shard the tensor and the outcome of its clips. */
async function extracted(features: TestFeatures, format: ArchiveFormat, bytes: Buffer) {
  return extractedOf(features, await storeArchive(features.store, bytes, format));
}

async function extractedOf({ store, platform }: TestFeatures, archive: ArchiveRecord) {
  const run = trainingRunOf({ archiveId: archive.id });
  await platform.ledger.open(run);
  const shards = await indexed(store, archive);
  const made: unknown[] = [];
  for (const shard of shards) {
    const job = buildJob('extract-shard', jobIds.extract(run.id, 0, shard.ordinal), {
      ...buildShardJob(run, shard),
      modelId: null,
    });
    await extractShard(platform, job);
    const id = shardIdIn(PAPER_20, shard);
    const { clips } = await getJson(store, featureKeys.report(PAPER_20, id), shardReport);
    const tensor = Buffer.from(await store.get(featureKeys.tensor(PAPER_20, id))).toString('base64');
    made.push({ clips, tensor });
  }
  const names = (await linesOf(store, archive.id)).map(({ clip, name }) => `${clip} ${name}`);
  return { archive, names, made };
}

describeWithRedis('every archive format', (redisUrl) => {
  it('has the same clips, in the same order and shards, and identical features', async () => {
    await using features = await openTestFeatures(redisUrl);
    const results = [];
    for (const [format, make] of CONTAINERS) results.push(await extracted(features, format, await make()));
    const [zip, ...others] = results;
    expect(zip?.names).toHaveLength(72);
    expect(zip?.made).toHaveLength(2);
    expect(JSON.stringify(zip?.made).match(/"status":"extracted"/g)).toHaveLength(70);
    for (const other of others) {
      expect(other.names).toEqual(zip?.names);
      expect(other.made).toEqual(zip?.made);
    }
  });

  it('extracts clips only once that occur in two tars', async () => {
    await using features = await openTestFeatures(redisUrl);
    const first = await indexed(features.store, await storeArchive(features.store, tarOf(CLIPS), 'tar'));
    const packed = gzipSync(tarOf(CLIPS));
    const second = await indexed(features.store, await storeArchive(features.store, packed, 'tar.gz'));
    expect(second.map(({ contentHash }) => contentHash)).toEqual(first.map(({ contentHash }) => contentHash));
  });

  it('reads the labels next to the clips of a WebDataset', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const wav = voicedWav(120, 0.1);
    const tar = tarOf({
      'a/0001.cls': Buffer.from('3\n'),
      'a/0001.wav': wav,
      'a/0002.wav': wav,
      'a/0002.json': Buffer.from('{"emotion":"calm","text":"hello there"}'),
      'a/0003.json': Buffer.from('{broken'),
      'a/0003.txt': Buffer.from('what was said'),
      'a/0003.wav': wav,
      'a/0004.wav': wav,
    });
    const archive = await storeArchive(store, tar, 'tar');
    await indexed(store, archive);
    const facts = (await linesOf(store, archive.id)).map(({ name, label, text }) => [name, label, text]);
    expect(facts).toEqual([
      ['a/0001.wav', '3', undefined],
      ['a/0002.wav', 'calm', 'hello there'],
      ['a/0003.wav', undefined, 'what was said'],
      ['a/0004.wav', undefined, undefined],
    ]);
  });

  it('reports an error code for each bad entry of a tar, and extracts the others', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const wav = voicedWav(120, 0.1);
    const tar = craftedTar([
      { name: 'good.wav', bytes: wav },
      { name: '../evil.wav', bytes: wav },
      { name: '/etc/evil.wav', bytes: wav },
      { name: 'C:/evil.wav', bytes: wav },
      { name: 'link.wav', type: '2', linkName: '/etc/passwd' },
      { name: 'device.wav', type: '3' },
      { name: 'good.wav', bytes: wav },
      { name: Buffer.from([0xc3, 0x28, 0x2e, 0x77, 0x61, 0x76]), bytes: wav },
    ]);
    const archive = await storeArchive(store, tar, 'tar');
    await indexed(store, archive);
    const codes = (await linesOf(store, archive.id)).map(({ error }) => error?.code ?? 'ok');
    expect(codes).toEqual([
      'ok',
      ...Array.from({ length: 3 }, () => 'clip.bad_name'),
      'clip.not_audio',
      'clip.not_audio',
      'clip.duplicate_name',
      'ok', // a name that is not UTF-8 is decoded by a guess
    ]);
  });

  it('leaves no index of a truncated tar', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const archive = await storeArchive(store, tarOf(CLIPS).subarray(0, 100_000), 'tar');
    await expect(indexed(store, archive)).rejects.toMatchObject({ code: 'archive.truncated' });
    expect(await store.head(archiveKeys.index(archive.id))).toBeNull();
  });
});

/** Serves files by path, as a web server does. `answer` may override responses. */
async function site(
  files: Readonly<Record<string, Buffer>>,
  answer: (path: string, response: ServerResponse) => boolean = () => false,
) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1).replace(/\?.*/, ''));
    if (answer(path, response)) return;
    const bytes = files[path];
    response.statusCode = bytes === undefined ? 404 : 200;
    response.end(bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

describeWithRedis('a list of URLs', (redisUrl) => {
  const listOf = (store: ObjectStore, lines: readonly UrlLine[]) =>
    storeArchive(store, Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')), 'urls');

  it('has the same features as a tar of the same clips, even if responses arrive out of order', async () => {
    await using features = await openTestFeatures(redisUrl);
    const expected = await extracted(features, 'tar', tarOf(CLIPS));
    await using other = await site(CLIPS, (path, response) => {
      if (path.endsWith('3.wav')) setTimeout(() => response.end(CLIPS[path]), 50);
      return path.endsWith('3.wav');
    });
    const lines = Object.keys(CLIPS).map((name) => ({ name, url: `${other.url}${name}?signature=secret` }));
    const archive = await listOf(features.store, lines);
    const { names, made } = await extractedOf(features, archive);
    expect({ names, made }).toEqual({ names: expected.names, made: expected.made });
    const manifest = Buffer.from(await features.store.get(archiveKeys.manifest(archive.id))).toString();
    expect(manifest).not.toContain('secret');
  });

  it('reports an error code for each URL that cannot be fetched, and extracts the others', async () => {
    await using features = await openTestFeatures(redisUrl);
    const wav = voicedWav(120, 0.1);
    let asked = 0;
    await using other = await site({ 'good.wav': wav }, (path, response) => {
      if (path === 'busy.wav') {
        asked += 1;
        response.statusCode = asked === 1 ? 503 : 200;
        response.end(asked === 1 ? 'later' : wav);
      } else if (path === 'near.wav' || path === 'inside.wav' || path === 'loop.wav') {
        const to = {
          'near.wav': '/good.wav',
          'inside.wav': 'https://10.0.0.1/a.wav',
          'loop.wav': '/loop.wav',
        };
        response.writeHead(302, { location: to[path] }).end();
      } else if (path === 'huge.wav') response.writeHead(200, { 'content-length': 1e12 }).write('RIFF');
      else if (path === 'endless.wav') void endless(response);
      else if (path === 'cut.wav') {
        response.writeHead(200, { 'content-length': 1000 }).write('RIFF');
        setTimeout(() => response.destroy(), 20);
      } else if (path === 'packed.wav')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(wav));
      else return false;
      return true;
    });
    const own = ['good', 'busy', 'near', 'inside', 'loop', 'huge', 'endless', 'cut', 'packed', 'none'];
    const lines = own.map((name) => ({ name: `${name}.wav`, url: `${other.url}${name}.wav` }));
    lines.push({ name: 'metadata.wav', url: 'https://169.254.169.254/latest/meta-data/' });
    lines.push({ name: 'plain.wav', url: 'http://8.8.8.8/a.wav' });
    lines.push({ name: '../up.wav', url: `${other.url}good.wav` });
    lines.push({ name: 'good.wav', url: `${other.url}good.wav` });
    lines.push({ name: 'again.wav', url: `${other.url}good.wav` });
    const archive = await listOf(features.store, lines);
    await indexed(features.store, archive);
    const got = (await linesOf(features.store, archive.id)).map(({ name, error }) => [
      name,
      error?.code ?? 'ok',
    ]);
    expect(got).toEqual([
      ['good.wav', 'ok'],
      ['busy.wav', 'ok'],
      ['near.wav', 'ok'],
      ['inside.wav', 'clip.fetch_refused'],
      ['loop.wav', 'clip.fetch_failed'],
      ['huge.wav', 'clip.too_large'],
      ['endless.wav', 'clip.too_large'],
      ['cut.wav', 'clip.fetch_failed'],
      ['packed.wav', 'clip.fetch_failed'],
      ['none.wav', 'clip.fetch_failed'],
      ['metadata.wav', 'clip.fetch_refused'],
      ['plain.wav', 'clip.fetch_refused'],
      ['../up.wav', 'clip.bad_name'],
      ['good.wav', 'clip.duplicate_name'],
      ['again.wav', 'ok'],
    ]);
    const { made } = await extractedOf(features, archive);
    const [{ clips }] = made as [{ clips: { status: string; code?: string }[] }];
    expect(clips.map(({ status, code }) => code ?? status)).toEqual(
      got.map(([, code]) => (code === 'ok' ? 'extracted' : code)),
    );
  });
});

describeWithRedis('an unresponsive host', (redisUrl) => {
  it('is skipped before all of its URLs were requested', async () => {
    await using features = await openTestFeatures(redisUrl);
    let asked = 0;
    await using dead = await site({}, (_, response) => {
      asked += 1;
      response.destroy();
      return true;
    });
    const lines = Array.from({ length: 300 }, (_, n) => ({ name: `${n}.wav`, url: `${dead.url}${n}.wav` }));
    const list = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const archive = await storeArchive(features.store, list, 'urls');
    await indexed(features.store, archive);
    const errors = (await linesOf(features.store, archive.id)).map(({ error }) => error);
    expect(new Set(errors.map((error) => error?.code))).toEqual(new Set(['clip.fetch_failed']));
    expect(errors.at(-1)?.message).toContain('was skipped');
    expect(asked).toBeLessThan(60);
  });
});

describeWithRedis('a table of clips', (redisUrl) => {
  it('selects, orders, names and labels the clips of every container without a new extraction', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const rows = [
      { path: 'calls/07.wav', name: 'seventh', label: 'angry', text: 'what was said' },
      { path: 'silent.wav' },
      { path: 'gone.wav', label: 'calm' },
      { path: 'calls/02.wav' },
    ];
    const hashes = new Set<string>();
    for (const [format, make] of CONTAINERS) {
      const archive = await storeArchive(store, await make(), format);
      const table = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      await store.put(archiveKeys.selection(archive.id), table);
      const { made } = await extractedOf(features, archive);
      const lines = await linesOf(store, archive.id);
      expect(lines.map(({ clip, name, label, text }) => [clip, name, label, text])).toEqual([
        [0, 'seventh', 'angry', 'what was said'],
        [1, 'silent.wav', undefined, undefined],
        [2, 'gone.wav', 'calm', undefined],
        [3, 'calls/02.wav', undefined, undefined],
      ]);
      const [{ clips, tensor }] = made as [
        { clips: { status: string; code?: string; sha256?: string }[]; tensor: string },
      ];
      expect(clips.map(({ status, code }) => code ?? status)).toEqual(['extracted', 'clip.silent', 'clip.not_found', 'extracted']); // prettier-ignore
      expect(clips[0]?.sha256).toBe(sha256Hex(CLIPS['calls/07.wav']!));
      hashes.add(tensor);
    }
    expect(hashes.size).toBe(1);
  });
});

/** Sends zeros until the client closes the connection. */
async function endless(response: ServerResponse): Promise<void> {
  const zeros = Buffer.alloc(1024 ** 2);
  const closed = once(response, 'close'); // one promise for all waits, because each call of once() adds listeners
  while (!response.destroyed) {
    if (!response.write(zeros)) await Promise.race([once(response, 'drain'), closed]);
  }
}

describeWithS3('an archive in a bucket', (access) => {
  describeWithRedis('with Redis', (redisUrl) => {
    const recorded = async (store: ObjectStore, format: ArchiveFormat, url: string) => {
      const archive = buildArchiveRecord({ format, url, sha256: '', sizeBytes: 0, entries: null });
      await new Records(store, 'archives', archiveRecord).save(archive);
      return archive;
    };

    it('has the same features as an upload of the same clips, and is not copied', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using features = await openTestFeatures(redisUrl, own.settings);
      const [uploaded] = CONTAINERS;
      const expected = await extracted(features, 'zip', await uploaded![1]());
      for (const [format, make] of CONTAINERS) await other.store.put(`in/clips.${format}`, await make());
      for (const [name, bytes] of Object.entries(withNotes)) await other.store.put(`loose/${name}`, bytes);
      const places: (readonly [ArchiveFormat, string])[] = [
        ...CONTAINERS.map(([format]) => [format, `in/clips.${format}`] as const),
        ['objects', 'loose/'],
      ];
      for (const [format, key] of places) {
        const archive = await recorded(features.store, format, `s3://${other.bucket}/${key}`);
        const { names, made } = await extractedOf(features, archive);
        expect({ format, names, made }).toEqual({ format, names: expected.names, made: expected.made });
        const copied: string[] = [];
        for await (const object of features.store.list(`archives/${archive.id}/packed/`))
          copied.push(object.key);
        expect(copied.length > 0).toBe(format === 'tar.gz' || format === 'tar.zst');
      }
    });

    it('extracts unchanged objects once for two archives, and a changed one again', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using features = await openTestFeatures(redisUrl, own.settings);
      const url = `s3://${other.bucket}/`;
      await other.store.put('a.wav', voicedWav(120, 0.1));
      const hashOf = async () => (await indexed(features.store, await recorded(features.store, 'objects', url)))[0]?.contentHash; // prettier-ignore
      const first = await hashOf();
      expect(await hashOf()).toBe(first);
      await other.store.put('a.wav', voicedWav(130, 0.1));
      expect(await hashOf()).not.toBe(first);
    });

    it('reports an object that was changed or deleted since it was indexed, and extracts the others', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using features = await openTestFeatures(redisUrl, own.settings);
      for (const name of ['a', 'b', 'c']) await other.store.put(`${name}.wav`, voicedWav(120, 0.1));
      const archive = await recorded(features.store, 'objects', `s3://${other.bucket}/`);
      await indexed(features.store, archive);
      await other.store.put('a.wav', voicedWav(150, 0.1));
      await other.store.delete('b.wav');
      const { made } = await extractedOf(features, archive);
      const [{ clips }] = made as [{ clips: { status: string; code?: string }[] }];
      expect(clips.map(({ status, code }) => code ?? status)).toEqual([
        'clip.changed',
        'clip.changed',
        'extracted',
      ]);
    });

    it('fails a run on a container that has changed since it was indexed', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using features = await openTestFeatures(redisUrl, own.settings);
      for (const format of ['zip', 'tar'] as const) {
        const make = (hz: number) => (format === 'zip' ? zipOf : tarOf)({ 'a.wav': voicedWav(hz, 0.1) });
        await other.store.put('clips', await make(120));
        const archive = await recorded(features.store, format, `s3://${other.bucket}/clips`);
        await indexed(features.store, archive);
        await other.store.put('clips', await make(150));
        await expect(extractedOf(features, archive)).rejects.toMatchObject({ code: 'archive.changed' });
      }
    });
  });
});
