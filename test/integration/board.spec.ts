import { expect, it } from 'vitest';
import { ApiKeys, Doorkeeper, KeyRing, createSecret } from '#libs/access';
import { QUEUE_NAMES, jobIds, newId, type Scope } from '#libs/contracts';
import { openQueues } from '#libs/queue';
import { createBoard } from '../../apps/board/src/board.js';
import { describeWithBrowser } from '../support/browser.js';
import { silentLogger } from '../support/logger.js';
import { TestQueue, indexJob } from '../support/queue.js';
import { LIMIT_MS, RealBrowser } from '../support/real-browser.js';
import { RealProcess } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';
import { tempStore } from '../support/temp-store.js';

/** A board on queues of its own, with one job that waits. */
async function startBoard(redisUrl: string) {
  const temp = await tempStore();
  const queue = new TestQueue(redisUrl);
  const runId = newId('scoringRun');
  await queue.producer.add('index-archive', [{ jobId: jobIds.index(runId, 0), data: indexJob(runId) }]);
  const keys = new ApiKeys(temp.store);
  const ring = new KeyRing(keys);
  const doorkeeper = new Doorkeeper(ring, silentLogger, () => undefined);
  const queues = openQueues(queue, true);
  const app = await createBoard(Object.values(queues), doorkeeper);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    runId,
    queue,
    get: (path: string, authorization?: string, method = 'GET') =>
      fetch(`${url}${path}`, { method, headers: authorization === undefined ? {} : { authorization } }),
    keyOf: async (...scopes: Scope[]) => {
      const wanted = { owner: 'alice', name: 'tests', scopes, expiresAt: null, createdBy: 'host' };
      return (await keys.create(wanted)).secret;
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await queue[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

const basic = (password: string) => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;

describeWithRedis('the board of jobs', (redisUrl) => {
  it('lists the queues to an admin key, as a password or a bearer', async () => {
    await using board = await startBoard(redisUrl);
    const secret = await board.keyOf('admin');
    for (const authorization of [basic(secret), `Bearer ${secret}`]) {
      const page = await board.get('/', authorization);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const answer = await board.get('/api/queues', authorization);
      const { queues } = (await answer.json()) as {
        queues: { name: string; counts: Record<string, number>; readOnlyMode: boolean }[];
      };
      expect(queues.map(({ name }) => name).sort()).toEqual([...QUEUE_NAMES].sort());
      expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
      expect(queues.find(({ name }) => name === 'archives')?.counts['waiting']).toBe(1);
    }
  });

  it('is closed to whoever has no key, a wrong one or one without the scope, also while no key was made', async () => {
    await using board = await startBoard(redisUrl);
    const paths = ['/', '/api/queues', '/queue/archives', '/static/favicon-32x32.png', '/nothing'];
    const refusals = async (authorization?: string) =>
      Promise.all(
        paths.map(async (path) => {
          const answer = await board.get(path, authorization);
          const { code } = (await answer.json()) as { code: string };
          return `${answer.status} ${code}`;
        }),
      );
    const all = (refusal: string) => paths.map(() => refusal);
    expect(await refusals()).toEqual(all('401 auth.key_missing'));
    expect(await refusals(basic(createSecret().secret))).toEqual(all('401 auth.key_invalid'));
    expect(await refusals('Basic !')).toEqual(all('401 auth.key_invalid'));
    expect(await refusals(basic(await board.keyOf('read', 'score', 'train')))).toEqual(
      all('403 auth.scope_missing'),
    );
    const asked = await board.get('/');
    expect(asked.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect((await board.get('/health/live')).status).toBe(200);
  });

  it('changes nothing, and leaves nothing in Redis', async () => {
    await using board = await startBoard(redisUrl);
    const secret = await board.keyOf('admin');
    const before = (await board.queue.redis.keys(`${board.queue.prefix}:*`)).sort();
    for (const [method, path] of [
      ['PUT', '/api/queues/archives/pause'],
      ['PUT', '/api/queues/archives/empty'],
      ['PUT', `/api/queues/archives/${jobIds.index(board.runId, 0)}/clean`],
      ['POST', '/api/queues/archives/add'],
    ] as const)
      expect((await board.get(path, basic(secret), method)).status, path).toBe(404);
    expect((await board.get('/api/queues', basic(secret))).status).toBe(200);
    expect((await board.queue.producer.depths()).archives).toMatchObject({ waiting: 1 });
    expect((await board.queue.redis.keys(`${board.queue.prefix}:*`)).sort()).toEqual(before);
  });

  it('is a process that listens on this machine alone, and ends when it is asked to', async () => {
    await using store = await folderStore();
    const { secret } = await new ApiKeys(store.store).create({
      owner: 'alice',
      name: 'tests',
      scopes: ['admin'],
      expiresAt: null,
      createdBy: 'host',
    });
    await using process = new RealProcess('board', {
      ...store.env,
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: uniqueName(),
      PORT: '0',
    });
    const url = String((await process.logged('listening'))['url']);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const page = await fetch(url, { headers: { authorization: basic(secret) } });
    expect(page.status).toBe(200);
    expect(JSON.stringify(process.log)).not.toContain(secret.slice(-30));
    process.kill('SIGTERM');
    expect(await process.ended).toEqual({ code: 0, signal: null });
  });

  it('lets a browser load nothing from elsewhere', async () => {
    await using board = await startBoard(redisUrl);
    const policy = (await board.get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/https?:/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describeWithBrowser('the board in a browser', (redisUrl) => {
  it(
    'shows the queues and their jobs once it has the key',
    async () => {
      await using board = await startBoard(redisUrl);
      await using browser = await RealBrowser.start();
      const httpCredentials = { username: 'admin', password: await board.keyOf('admin') };
      await using opened = await browser.open(board.url, { httpCredentials });
      const { page } = opened;
      for (const name of QUEUE_NAMES) await page.getByText(name).first().waitFor();
      await page.goto(`${board.url}/queue/archives`);
      await page.getByText('index-archive').first().waitFor();
      // The page asks for a font of Google's, which its policy refuses.
      expect(opened.faults.filter((fault) => !fault.includes('fonts.googleapis.com'))).toEqual([]);
      expect(opened.elsewhere.filter((url) => !url.startsWith('https://fonts.googleapis.com/'))).toEqual([]);
    },
    LIMIT_MS,
  );
});
