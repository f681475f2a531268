import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { keepForTests } from '../support/kept.js';
import { RealStack } from '../support/real-stack.js';
import { bucketStore, type BucketStore } from '../support/real-store.js';
import { serenade } from '../support/serenade.js';
import { describeWithRedis, describeWithS3 } from '../support/services.js';
import { voicedWav } from '../support/wav.js';
import { zipOf } from '../support/zip.js';

type Fields = Readonly<Record<string, unknown>>;

const clips = { 'a.wav': voicedWav(120), 'b.wav': voicedWav(140), 'c.wav': voicedWav(160) };

/** Starts a host that serves the clips, and 404 for any other name. */
async function clipHost() {
  const server = createServer(({ url = '' }, response) => {
    const clip = new Map<string, Buffer>(Object.entries(clips)).get(url.slice(1));
    response.writeHead(clip === undefined ? 404 : 200).end(clip);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describeWithRedis('archives that the command line does not upload', (redisUrl) => {
  describeWithS3('with S3', (access) => {
    const keep = keepForTests();
    let home: string;
    let env: Record<string, string>;
    let other: BucketStore;
    let table: string;
    const run = (...args: string[]) => serenade(args, env);
    const json = async (...args: string[]) => {
      const said = await run('--json', ...args);
      if (said.out === '') throw new Error(`the command printed nothing to stdout: ${said.err}`);
      return JSON.parse(said.out) as Fields;
    };
    const names = async (file: string) =>
      (await readFile(file, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name);

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'serenade-sources-'));
      keep({ [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) });
      const store = keep(await bucketStore(access));
      other = keep(await bucketStore(access));
      await other.store.put('may/calls.zip', await zipOf(clips));
      for (const [name, bytes] of Object.entries(clips)) await other.store.put(`loose/${name}`, bytes);
      const stack = keep(
        await RealStack.start({
          redisUrl,
          store,
          featureWorkers: 1,
          gpuWorkers: 1,
          apiEnv: { ARCHIVE_BUCKETS: other.bucket },
          featuresEnv: { OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8' },
        }),
      );
      env = { XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, SERENADE_URL: stack.url };
      table = join(home, 'manifest.csv');
      await writeFile(table, 'path,name\nc.wav,the third\na.wav,the first\n');
    }, 180_000);

    it('scores an object and a prefix of a bucket, and rejects other buckets', async () => {
      const out = join(home, 'object.ndjson');
      const object = `s3://${other.bucket}/may/calls.zip`;
      expect(await json('score', object, '--out', out)).toMatchObject({ clips: 3, scored: 3 });
      expect(await names(out)).toEqual(['a.wav', 'b.wav', 'c.wav']);
      const tried = await json('score', `s3://${other.bucket}/loose/`, '--dry-run');
      expect(tried).toMatchObject({ readFrom: 'listing', clips: 3 });
      const refused = await run('score', 's3://bucket-of-others/may/');
      expect(refused).toMatchObject({ code: 3, out: '' });
      expect(refused.err).toContain('archive.bucket_refused');
    }, 60_000);

    it('scores only the clips of a table, with its order and names', async () => {
      const out = join(home, 'selected.ndjson');
      const loose = `s3://${other.bucket}/loose/`;
      expect(await json('score', loose, '--table', table, '--out', out)).toMatchObject({ scored: 2 });
      expect(await names(out)).toEqual(['the third', 'the first']);
      const archive = await json('upload', loose, '--name', 'may');
      expect(archive).toMatchObject({ name: 'may', format: 'objects' });
      const rows = join(home, 'rows.jsonl');
      await writeFile(rows, '{"path": "b.wav"}\n');
      const tried = await json('score', String(archive['id']), '--table', rows, '--dry-run');
      expect(tried).toMatchObject({ archiveId: archive['id'], clips: 1 });
      await writeFile(rows, '{"path": "b.wav", "label": "sad"}\n{"path": "./b.wav", "label": "calm"}\n');
      const refused = await run('score', String(archive['id']), '--table', rows);
      expect(refused.err).toContain('line 2: "./b.wav" has the label "calm", but "sad" in line 1');
      expect(refused).toMatchObject({ code: 2, out: '' });
    }, 60_000);

    it('trains on the labels, speakers and subsets of a table', async () => {
      const names = Array.from({ length: 12 }, (_, at) => `${at % 3 === 0 ? 'ben' : 'anna'}_${at}.wav`);
      const sounds = names.map((name, at) => [`set/${name}`, voicedWav(120 + 5 * at)] as const);
      const zip = join(home, 'labeled.zip');
      await writeFile(zip, await zipOf(Object.fromEntries(sounds)));
      const rows = names.map(
        (name, at) =>
          `${name};${at % 2 === 0 ? 'angry' : 'sad'};${name.split('_')[0]};${at < 8 ? 'train' : 'test'};agent ${at}`,
      );
      const labels = join(home, 'labels.csv');
      await writeFile(labels, `\uFEFFPath;Label;Speaker;Split;Agent\r\n${rows.join('\r\n')}\r\n;;;;\r\n`);
      const options = ['--recipe', 'logistic', '--epochs', '1', '--protocol', 'given', '--wait'];
      const report = await json('train', zip, '--corpus', 'manifest', '--table', labels, ...options);
      expect(report).toMatchObject({ corpus: 'manifest', split: { name: 'given', test: 4 } });
      await writeFile(labels, 'path,label\na.wav,\n');
      const refused = await run('train', 'missing.zip', '--corpus', 'manifest', '--table', labels);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('no row has a label');
    }, 120_000);

    it('scores a list of URLs, each with the name that follows it', async () => {
      await using host = await clipHost();
      const list = join(home, 'may.txt');
      await writeFile(
        list,
        `# calls\n${host.url}/b.wav the second\n${host.url}/a.wav\n${host.url}/gone.wav\n`,
      );
      const out = join(home, 'urls.ndjson');
      const summary = await json('score', '--urls', list, '--out', out);
      expect(summary).toMatchObject({ clips: 3, scored: 2, failed: 1 });
      expect(await names(out)).toEqual(['the second', `${new URL(host.url).host}/a.wav`]);
      expect(await json('upload', '--urls', list)).toMatchObject({
        name: 'may.txt',
        format: 'urls',
        entries: 3,
      });
    }, 60_000);

    it('reads every file before it sends a request', async () => {
      const before = (await (await fetch(`${env['SERENADE_URL']}/v1/archives`)).json()) as {
        items: unknown[];
      };
      const object = `s3://${other.bucket}/may/calls.zip`;
      for (const args of [
        [object, '--table', join(home, 'nowhere.csv')],
        [object, '--table', join(home, 'table.xlsx')],
        [object, '--urls', table],
        ['--urls', join(home, 'nowhere.txt')],
        ['--urls', table],
      ])
        expect(await run('score', ...args), args.join(' ')).toMatchObject({ code: 2, out: '' });
      const after = (await (await fetch(`${env['SERENADE_URL']}/v1/archives`)).json()) as {
        items: unknown[];
      };
      expect(after.items).toEqual(before.items);
    }, 60_000);
  });
});
