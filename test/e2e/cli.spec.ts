import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { labelledClips } from '#libs/synthetic';
import { createBadClips } from '../support/bad-clips.js';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { serenade, type Said } from '../support/serenade.js';
import { describeWithRedis } from '../support/services.js';

const S3_KEYS = { S3_ACCESS_KEY_ID: 'nobody', S3_SECRET_ACCESS_KEY: 'nothing-at-all' };

type Fields = Readonly<Record<string, unknown>>;
const jsonOf = (said: Said): Fields => {
  if (said.out === '') throw new Error(`the command printed nothing to stdout: ${said.err}`);
  return JSON.parse(said.out) as Fields;
};

describeWithRedis('the command line', (redisUrl) => {
  const keep = keepForTests();
  let home: string;
  let zip: string;
  let folder: RealFolder;
  let env: Record<string, string>;
  const run = (args: readonly string[], input?: string) => serenade(args, env, input);
  const json = async (...args: string[]) => jsonOf(await run(['--json', ...args]));

  /** Starts a stack with an API key, and logs in. */
  beforeAll(async () => {
    const store = keep(await folderStore());
    folder = keep(await RealFolder.make());
    home = await mkdtemp(join(tmpdir(), 'serenade-cli-'));
    keep({ [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) });
    const stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
    env = { XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, ...store.env, REDIS_URL: redisUrl };
    zip = await folder.zip('labelled.zip', labelledClips(3, 4, 4));
    const key = await run([
      'keys',
      'create',
      '--host',
      '--name',
      'admin',
      '--owner',
      'alice',
      '--scope',
      'admin',
    ]);
    expect(key).toMatchObject({ code: 0 });
    const login = await run(['--url', stack.url, 'login'], key.out);
    expect(login.err).toBe('');
    expect(login.out).toContain('alice');
  }, 180_000);

  it('stores the key in a file that only its owner can read, and never shows it', async () => {
    const file = join(home, 'serenade', 'login.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { key } = JSON.parse(await readFile(file, 'utf8')) as { key: string };
    const said = await Promise.all([run(['doctor']), run(['keys', 'list']), run(['--json', 'keys', 'list'])]);
    for (const { code, out, err } of said) {
      expect(code).toBe(0);
      expect(out + err).not.toContain(key.slice(-43));
    }
  });

  it('trains, scores, downloads and verifies without other tools', async () => {
    const options = ['--corpus', 'folder', '--feature-set', 'span-20', '--epochs', '1', '--wait'];
    const report = await json('train', zip, ...options);
    expect(report).toMatchObject({ split: { name: 'P0' }, corpus: 'folder' });
    expect((await run(['report', String(report['runId'])])).out).toContain('UAR');
    expect((await run(['models'])).out).toContain(String(report['modelId']));
    expect((await run(['models', String(report['modelId'])])).out).toContain('intended use');

    const model = String(report['modelId']);
    expect(await json('models', 'promote', model)).toMatchObject({ promoted: true, archived: false });
    expect((await run(['models', 'archive', model])).out).toBe(`${model} is archived.\n`);
    expect((await run(['models'])).out).not.toContain(model);
    expect((await run(['models', '--archived'])).out).toMatch(new RegExp(`${model} .*  archived`));
    expect((await run(['models', 'restore', model])).code).toBe(0);
    expect((await run(['models', 'share', model])).out).toContain('shared with every owner');
    expect((await run(['models', 'unshare', model])).code).toBe(0);

    const smaller = await run(['compress', model, '--method', 'float16', '--wait']);
    expect(smaller, smaller.err).toMatchObject({ code: 0 });
    expect(smaller.out).toMatch(/size +1\.0 MB +0\.5 MB/);
    const [child = ''] = /mdl-[0-9a-f-]+/.exec(smaller.out) ?? [];
    const both = await json('ensemble', model, child, '--weights', '2,1', '--name', 'both');
    expect(both).toMatchObject({ name: 'both', members: [{ modelId: model }, { modelId: child }] });
    expect(both['test']).not.toBeNull();
    expect(await run(['ensemble', model, child, '--weights', '2'])).toMatchObject({ code: 2, out: '' });

    expect(await json('models', 'promote', model)).toMatchObject({ promoted: true });
    const tried = await json('score', zip, '--dry-run');
    expect(tried).toMatchObject({ dryRun: true, modelId: report['modelId'], problems: { total: 0 } });
    const text = await run(['score', String(tried['archiveId']), '--dry-run']);
    expect(text.out).toMatch(/in the cache +\d+ clips \(\d+ of \d+ shards\)/);
    expect(await run(['score', zip, '--dry-run', '--wait'])).toMatchObject({ code: 2, out: '' });

    const csv = join(home, 'scores.csv');
    const summary = await json('score', zip, '--out', csv, '--model', model);
    const scored = Number(summary['scored']);
    expect(scored).toBeGreaterThan(20);
    expect(summary).toMatchObject({ saved: csv, clips: scored, modelId: report['modelId'] });
    expect((await readFile(csv, 'utf8')).trimEnd().split('\r\n')).toHaveLength(scored + 1);

    const id = String(summary['runId']);
    expect((await run(['runs'])).out).toMatch(new RegExp(`${id} +completed .* ${scored}/${scored}`));
    expect(await json('show', id)).toMatchObject({ id, owner: 'alice', state: 'completed' });
    for (const command of ['show', 'watch', 'report'])
      expect((await run([command, id])).out).toMatch(/\nDomain grade [AB]\nThe clips are (mostly )?similar/);
    expect(await run(['watch', id])).toMatchObject({ code: 0 });

    const dir = join(home, 'results');
    expect(await json('download', id, '--dir', dir)).toMatchObject({ ok: true, runId: id });
    expect(await run(['verify', dir])).toMatchObject({ code: 0, err: '' });
    await appendFile(join(dir, 'scores.csv'), '1,changed');
    const faulty = await run(['verify', dir]);
    expect(faulty.code).toBe(7);
    expect(faulty.out).toMatch(/scores\.csv +failed/);
  }, 120_000);

  it('packs a folder during the upload, and exits with 6 if the run is cancelled', async () => {
    const clips = await mkdtemp(join(home, 'clips-'));
    for (const { name, bytes } of labelledClips(3, 2, 2)) {
      await mkdir(dirname(join(clips, name)), { recursive: true });
      await writeFile(join(clips, name), bytes);
    }
    const archive = await json('upload', clips);
    expect(Number(archive['entries'])).toBeGreaterThan(5);
    const started = await run([
      'train',
      String(archive['id']),
      '--feature-set',
      'span-20',
      '--epochs',
      '2000',
    ]);
    expect(started.code).toBe(0);
    const id = started.out.trim();
    expect((await run(['cancel', id])).code).toBe(0);
    const watched = await run(['watch', id]);
    expect(watched.code).toBe(6);
    expect(watched.err).toContain('cancelled');
  }, 60_000);

  it('pauses a training, resumes it, and stops it early with a model', async () => {
    const options = ['--feature-set', 'span-20', '--epochs', '2000'];
    const { id } = (await json('train', zip, ...options)) as { id: string };
    const epoch = async () => Number((/epoch +(\d+)/.exec((await run(['show', id])).out) ?? [])[1]);
    const beyond = (limit: number) =>
      expect.poll(epoch, { timeout: 40_000, interval: 200 }).toBeGreaterThan(limit);
    await beyond(0);
    expect((await run(['pause', id])).out).toBe(`${id} is paused.\n`);
    expect(await json('show', id)).toMatchObject({ state: 'paused' });
    const held = await epoch();
    expect(await json('resume', id)).toMatchObject({ id });
    await beyond(held);
    expect((await run(['stop', id])).code).toBe(0);
    expect(await run(['watch', id])).toMatchObject({ code: 0 });
    expect(await json('show', id)).toMatchObject({ state: 'completed' });
    expect((await run(['pause', id])).err).toContain('run.already_over');
    expect(await run(['retry', id])).toMatchObject({ code: 2 });
  }, 120_000);

  it('retries failed clips, and waits for the result', async () => {
    const [good] = labelledClips(3, 1, 1);
    const mixed = await folder.zip('mixed.zip', [good!, ...createBadClips(good!.bytes)]);
    const { runId, failed } = (await json('score', mixed, '--wait')) as { runId: string; failed: number };
    expect(failed).toBeGreaterThan(2);
    expect((await run(['retry', runId])).err).toContain('run.nothing_to_retry');
    expect((await run(['retry', runId, '--code', 'clip.sour'])).err).toContain('clip.truncated');
    expect(await json('retry', runId, '--code', 'clip.truncated', '--wait')).toMatchObject({
      state: 'completed_with_errors',
    });
    expect(await json('show', runId)).toMatchObject({ retries: [{ codes: ['clip.truncated'] }] });
    expect(await run(['stop', runId])).toMatchObject({ code: 2 });
  }, 60_000);

  it('reports failures by exit code, and in JSON with --json', async () => {
    const reader = await json('keys', 'create', '--name', 'reader', '--scope', 'read', '--days', '1');
    const asReader = { ...env, SERENADE_KEY: String(reader['secret']) };
    expect(await serenade(['runs'], asReader)).toMatchObject({ code: 0 });
    const refused = await serenade(['upload', zip], asReader);
    expect(refused.err).toContain('auth.scope_missing');
    expect(refused).toMatchObject({ code: 3 });
    await json('keys', 'revoke', String(reader['id']));
    expect(await serenade(['runs'], asReader)).toMatchObject({ code: 3 });
    const missing = await run(['--json', 'show', 'scr-0199d2f0-0000-7000-8000-000000000000']);
    expect(missing).toMatchObject({ code: 4, out: '' });
    expect(JSON.parse(missing.err)).toMatchObject({ error: { code: 'run.not_found' } });
    expect(await serenade(['--url', 'http://127.0.0.1:9', 'runs'], env)).toMatchObject({ code: 5 });
    expect(await run(['upload', '/nowhere.zip'])).toMatchObject({ code: 2 });
  }, 60_000);

  it('tries single recordings, and continues after a broken one', async () => {
    const [clip] = labelledClips(8, 1, 1);
    const [bad] = createBadClips(clip!.bytes);
    const [good, broken] = [join(home, 'good.wav'), join(home, 'broken.wav')];
    await writeFile(good, clip!.bytes);
    await writeFile(broken, bad!.bytes);
    const text = await run(['try', broken, good]);
    expect(text).toMatchObject({ code: 4 });
    expect(text.out).toMatch(
      new RegExp(`^\\S+broken.wav: ${bad!.code}: .+\n\\S+good.wav  \\w+ [01]\\.\\d\\d.*\n$`),
    );
    const { probabilities, probability, label } = await json('try', good);
    expect((probabilities as Record<string, number>)[label as string]).toBe(probability);
    expect(await run(['try', join(home, 'nowhere.wav')])).toMatchObject({ code: 2 });
  }, 60_000);

  it('shows the usage and the limits of its owner', async () => {
    expect(await json('usage')).toMatchObject({ owner: 'alice', runsAtOnce: { limit: null } });
    const { out } = await run(['usage']);
    expect(out).toMatch(/^alice +used +limit\nbytes stored +\d+ +no limit\n/);
    expect(out).toMatch(/seconds of audio extracted today +\d+ +no limit/);
  });

  it('creates a key with its own rate, and rejects an invalid rate', async () => {
    const slow = await json('keys', 'create', '--name', 'slow', '--scope', 'read', '--rate', '60');
    expect(slow['requestsPerMinute']).toBe(60);
    expect(await run(['keys', 'create', '--name', 'none', '--scope', 'read', '--rate', '0'])).toMatchObject({
      code: 2,
    });
  });

  it('finds faults with doctor, and prints the commands that fix them', async () => {
    expect((await run(['doctor'])).out).toMatch(/worker-gpu +well/);
    const alone = { XDG_CONFIG_HOME: home, STORE_DIR: '/dev/null/store' };
    const said = await serenade(['--url', 'http://127.0.0.1:9', 'doctor'], alone);
    expect(said.code).toBe(7);
    expect(said.out).toMatch(/api +fault .*npm start/);
    expect(said.out).toMatch(/store +fault .*STORE_DIR/);
  }, 60_000);

  it.each([
    ['a folder below /proc', { STORE_DIR: '/proc/none' }],
    ['an S3 store that is not there', { STORE: 's3', S3_ENDPOINT: 'http://127.0.0.1:9', ...S3_KEYS }],
  ])('doctor comes to an end with %s', async (_case, store) => {
    const startedMs = Date.now();
    const said = await serenade(['--url', 'http://127.0.0.1:9', 'doctor'], { ...store, HOME: home });
    expect(said).toMatchObject({ code: 7 });
    expect(said.out).toMatch(/store +fault/);
    expect(Date.now() - startedMs).toBeLessThan(15_000);
  });
});

describe('serenade', () => {
  it.each([[['--help']], [['keys', 'create', '--help']], [['score', '--help']]])(
    'shows examples with %j',
    async (args) => {
      const said = await serenade(args, {});
      expect(said).toMatchObject({ code: 0, err: '' });
      expect(said.out).toMatch(/Examples?:\n {2}serenade/);
    },
  );

  it.each([[['nonsense']], [['score']], [['keys', 'create', '--name', 'x', '--scope', 'root', '--host']]])(
    'exits with 2 for %j',
    async (args) => expect((await serenade(args, {})).code).toBe(2),
  );

  it.each(['bash', 'zsh', 'fish'])('completes its commands in %s', async (shell) => {
    const { code, out } = await serenade(['completion', shell], {});
    expect(code).toBe(0);
    for (const word of ['score', 'keys', '--wait', 'revoke']) expect(out).toContain(word);
  });
});
