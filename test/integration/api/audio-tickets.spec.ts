import { expect, it } from 'vitest';
import { audioTicketView, type ScoringRunRecord } from '#libs/contracts';
import { TICKET_SECONDS } from '#libs/queue';
import { ensureIndex } from '#libs/indexing';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { OWN_ADDRESSES } from '../../support/features-worker.js';
import { holderOf, type KeyHolder } from '../../support/keys.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const WAVS = { 'a.wav': voicedWav(120, 0.1), 'b.wav': voicedWav(180, 0.1) };
const zip = await zipOf(WAVS);

const pathOf = (run: ScoringRunRecord, clip = 0) => `/v1/scoring-runs/${run.id}/clips/${clip}/audio`;

async function runOf(api: TestApi, { owner, call }: Pick<KeyHolder, 'owner' | 'call'>) {
  const { store, archives, ledger } = api.platform;
  const archive = await uploadZip({ ...api, call }, zip);
  const record = await archives.find(archive.id);
  await ensureIndex(store, record!, { maxClipBytes: 1e7, guard: OWN_ADDRESSES });
  const run = scoringRunOf({ owner, archiveId: archive.id, state: 'completed' });
  await ledger.scoring.save(run);
  return run;
}

async function ticketOf({ call }: Pick<KeyHolder, 'call'>, run: ScoringRunRecord, clip = 0) {
  const answer = await call('POST', `${pathOf(run, clip)}-ticket`);
  expect(answer.status).toBe(201);
  return audioTicketView.parse(await answer.json());
}

describeWithRedis('an audio ticket', (redisUrl) => {
  const opened = async () => {
    const api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice', ['score']);
    const run = await runOf(api, alice);
    const listen = (ticket: string | null, range?: string, path = pathOf(run)) =>
      api.call('GET', `${path}?ticket=${ticket ?? ''}`, undefined, range === undefined ? {} : { range });
    return { api, alice, run, listen, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
  };
  const codeOf = async (answer: Response | Promise<Response>) => {
    const { status, code } = await problemOf(await answer);
    expect(status).toBe(401);
    return code;
  };

  it('opens the audio of its clip without a key, whole and in ranges', async () => {
    await using at = await opened();
    const { ticket } = await ticketOf(await holderOf(at.api, 'alice', ['read']), at.run);
    const wav = WAVS['a.wav'];
    const whole = await at.listen(ticket);
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true);
    const part = await at.listen(ticket, 'bytes=100-199');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${wav.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(wav.subarray(100, 200))).toBe(true);
    expect((await at.listen(ticket, `bytes=${wav.length}-`)).status).toBe(416);
  });

  it('opens nothing but the audio of its clip', async () => {
    await using at = await opened();
    const { ticket } = await ticketOf(at.alice, at.run);
    const another = await runOf(at.api, at.alice);
    for (const path of [pathOf(at.run, 1), pathOf(another), pathOf(at.run).replace('/0/', '/00/')])
      expect(await codeOf(at.listen(ticket, undefined, path)), path).toBe('auth.ticket_invalid');
    const elsewhere = [
      '/v1/archives',
      `/v1/scoring-runs/${at.run.id}`,
      pathOf(at.run).replace(/\/audio$/, ''),
    ];
    for (const path of elsewhere)
      expect(await codeOf(at.listen(ticket, undefined, path)), path).toBe('auth.key_missing');
    const again = at.api.call('POST', `${pathOf(at.run)}-ticket?ticket=${ticket}`);
    expect(await codeOf(again)).toBe('auth.key_missing');
  });

  it.each(['', 'srt_', `srt_${'A'.repeat(43)}`, '*', 'a&ticket=b'])(
    'is rejected if it is %j',
    async (wrong) => {
      await using at = await opened();
      expect(await codeOf(at.listen(wrong))).toBe('auth.ticket_invalid');
    },
  );

  it("does not open another owner's clip", async () => {
    await using at = await opened();
    const bob = await holderOf(at.api, 'bob');
    const stolen = await bob.call('POST', `${pathOf(at.run)}-ticket`);
    expect(await problemOf(stolen)).toMatchObject({ status: 404, code: 'run.not_found' });
    const { ticket } = await ticketOf(bob, await runOf(at.api, bob));
    expect(await codeOf(at.listen(ticket))).toBe('auth.ticket_invalid');
    const missing = await at.alice.call('POST', `${pathOf(at.run, 2)}-ticket`);
    expect((await problemOf(missing)).code).toBe('clip.not_found');
  });

  it('expires within minutes, or when its key is revoked', async () => {
    await using at = await opened();
    const { platform } = at.api;
    const { redis, env } = platform;
    const { ticket, expiresAt } = await ticketOf(at.alice, at.run);
    const [kept] = await redis.keys(`${env.QUEUE_PREFIX}:ticket:*`);
    const lastsMs = await redis.pttl(kept!);
    expect(lastsMs).toBeGreaterThan(0);
    expect(lastsMs).toBeLessThanOrEqual(TICKET_SECONDS * 1000);
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - lastsMs)).toBeLessThan(5_000);
    expect((await at.listen(ticket)).status).toBe(200);
    await redis.pexpire(kept!, 1);
    await expect.poll(async () => (await at.listen(ticket)).status).toBe(401);
    expect(await codeOf(at.listen(ticket))).toBe('auth.ticket_invalid');

    const second = await ticketOf(at.alice, at.run);
    await platform.keys.revoke(at.alice.keyId);
    platform.ring.forget(at.alice.keyId);
    expect(await codeOf(at.listen(second.ticket))).toBe('auth.key_revoked');
  });

  it('works without a key until the first key exists', async () => {
    await using api = await startReadyApi(redisUrl);
    const everybody: Pick<KeyHolder, 'owner' | 'call'> = { ...api, owner: 'local' };
    const run = await runOf(api, everybody);
    const { ticket } = await ticketOf(everybody, run);
    const listen = () => api.call('GET', `${pathOf(run)}?ticket=${ticket ?? ''}`);
    expect((await listen()).status).toBe(200);
    await holderOf(api, 'alice');
    expect(await codeOf(listen())).toBe('auth.key_missing');
  });

  it('is stored in Redis only as a hash, even if the request is repeated', async () => {
    await using at = await opened();
    const post = () =>
      at.alice.call('POST', `${pathOf(at.run)}-ticket`, undefined, { 'idempotency-key': 'once' });
    const { ticket } = audioTicketView.parse(await (await post()).json());
    expect(audioTicketView.parse(await (await post()).json()).ticket).toBeNull();
    const { redis, env } = at.api.platform;
    const names = await redis.keys(`${env.QUEUE_PREFIX}:*`);
    const texts = await Promise.all(names.map((name) => redis.get(name).catch(() => '')));
    expect(texts.join()).toContain(pathOf(at.run));
    expect([...names, ...texts].join()).not.toContain(ticket!.slice(4));
  });

  it('counts toward the rate limit of its key and leaves no audit entry', async () => {
    await using at = await opened();
    const { ticket } = await ticketOf(at.alice, at.run);
    const answer = await at.listen(ticket);
    const remaining = Number(answer.headers.get('ratelimit-remaining'));
    expect(Number((await at.listen(ticket)).headers.get('ratelimit-remaining'))).toBe(remaining - 1);
    await at.api.platform.background.close();
    const { items } = await at.api.platform.audit.page({ limit: 100 });
    expect(items.map(({ action }) => action)).toEqual(['uploadArchive']);
  });
});
