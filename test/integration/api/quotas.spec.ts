import { expect, it } from 'vitest';
import { evaluationView, newId, usageView, type UsageView } from '#libs/contracts';
import { StoredBytes, readAudioSecondsToday, nextMidnight } from '#libs/queue';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { holderOf, type KeyHolder } from '../../support/keys.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips, zipOfCorpus } from '../../support/zip.js';

const zip = await zipOfClips(2);
const size = zip.length;
/** A quota for two of the archives, but not for three. */
const TWO = String(2 * size + 10);

const usageOf = async ({ call }: Pick<KeyHolder, 'call'>): Promise<UsageView> =>
  usageView.parse(await (await call('GET', '/v1/usage')).json());
const bytesOf = async (holder: KeyHolder) => (await usageOf(holder)).storedBytes.used;
const upload = (api: TestApi, { call }: KeyHolder) => uploadZip({ ...api, call }, zip);
const refusedUpload = async ({ call }: KeyHolder, code = 'quota.stored_bytes') =>
  expect(await problemOf(await call('POST', '/v1/archives?name=a.zip', zip))).toMatchObject({
    status: 413,
    code,
  });
/** Expects a problem document from tus, which sends it without its media type. */
const refusedByTus = async (answer: Response) =>
  expect(await answer.json()).toMatchObject({ status: answer.status, code: 'quota.stored_bytes' });
const keyOf = (api: TestApi, rest: string) => `${api.platform.env.QUEUE_PREFIX}:quota:${rest}`;

describeWithRedis('the quota of stored bytes', (redisUrl) => {
  it('rejects an upload that does not fit until its owner deletes an archive', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    const first = await upload(api, alice);
    await upload(api, alice);
    await refusedUpload(alice);
    expect(await usageOf(alice)).toMatchObject({
      owner: 'alice',
      storedBytes: { used: 2 * size, limit: Number(TWO) },
    });
    await upload(api, bob);
    expect(await bytesOf(bob)).toBe(size);
    expect((await alice.call('DELETE', `/v1/archives/${first.id}`)).status).toBe(200);
    expect(await bytesOf(alice)).toBe(size);
    await upload(api, alice);
    await refusedUpload(alice);
    expect(await keysOf(api.platform.store, 'archives/')).toHaveLength(3);
  });

  it('reports the quota, the use and a remedy', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: '100' });
    const { detail } = await problemOf(await api.call('POST', '/v1/archives?name=a.zip', zip));
    expect(detail).toBe(
      `Your quota is 100 stored bytes, and 0 are used; ${size} more do not fit. Delete archives, or ask for a larger quota.`,
    );
  });

  it('admits only as many simultaneous uploads as fit', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.call('POST', '/v1/archives?name=a.zip', zip)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413, 413, 413]);
    expect((await usageOf(api)).storedBytes.used).toBe(2 * size);
  });

  it('rejects a body of unknown length when it reaches the quota', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: String(size - 1) });
    const answer = await fetch(`${api.url}/v1/archives?name=a.zip`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: new Blob([new Uint8Array(zip)]).stream(),
      duplex: 'half',
    });
    expect(await problemOf(answer)).toMatchObject({ status: 413, code: 'quota.stored_bytes' });
    expect((await usageOf(api)).storedBytes.used).toBe(0);
    expect(await keysOf(api.platform.store, 'archives/')).toEqual([]);
  });

  it('does not count rejected archives', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const broken = zip.subarray(0, size - 30);
    expect((await api.call('POST', '/v1/archives?name=a.zip', broken)).status).toBe(422);
    expect((await api.call('POST', '/v1/archives?name=a.zip', Buffer.alloc(size))).status).toBe(415);
    expect((await usageOf(api)).storedBytes.used).toBe(0);
  });

  it('counts a tus upload from its start until it is deleted', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const alice = await holderOf(api, 'alice');
    const tus = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array) =>
      alice.call(method, path, body, { 'tus-resumable': '1.0.0', ...headers });
    const begin = (length: number) => tus('POST', '/v1/uploads', { 'upload-length': String(length) });
    const begun = await begin(2 * size);
    const path = new URL(begun.headers.get('location') ?? '', api.url).pathname;
    expect(await bytesOf(alice)).toBe(2 * size);
    await refusedByTus(await begin(size));
    await refusedUpload(alice);
    expect((await tus('DELETE', path, {})).status).toBe(204);
    expect(await bytesOf(alice)).toBe(0);

    const next = new URL((await begin(size)).headers.get('location') ?? '', api.url).pathname;
    const patch = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect((await tus('PATCH', next, patch, zip)).status).toBe(200);
    expect(await bytesOf(alice)).toBe(size);
  });

  it('rejects a tus upload that announces its length late and does not fit', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: String(size - 1) });
    const tus = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array) =>
      api.call(method, path, body, { 'tus-resumable': '1.0.0', ...headers });
    const begun = await tus('POST', '/v1/uploads', { 'upload-defer-length': '1' });
    const path = new URL(begun.headers.get('location') ?? '', api.url).pathname;
    const patch = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const sent = await tus('PATCH', path, { ...patch, 'upload-length': String(size) }, zip);
    await refusedByTus(sent);
  });

  it('counts a list of URLs, and rejects one that does not fit', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: '100' });
    const take = (clips: string[]) => api.call('POST', '/v1/archives/from-urls', { name: 'list', clips });
    expect((await take(['https://example.org/a.wav'])).status).toBe(201);
    expect((await usageOf(api)).storedBytes.used).toBeGreaterThan(0);
    const refused = await take(['https://example.org/b.wav', 'https://example.org/c.wav']);
    expect(await problemOf(refused)).toMatchObject({ status: 413, code: 'quota.stored_bytes' });
  });

  it('recounts from the records if Redis has lost the counts', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const alice = await holderOf(api, 'alice');
    for (let n = 0; n < 2; n++) await upload(api, alice);
    await api.platform.redis.del(keyOf(api, 'alice:bytes'), keyOf(api, 'alice:bytes:until'));
    await refusedUpload(alice);
    expect(await bytesOf(alice)).toBe(2 * size);
  });

  it('frees the bytes of uploads whose process was killed', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: TWO });
    const alice = await holderOf(api, 'alice');
    expect(await bytesOf(alice)).toBe(0);
    const counted = new StoredBytes(api.platform.keyspace);
    await counted.claim('alice', newId('archive'), 2 * size, null, -1); // by a killed process
    await counted.claim('alice', newId('archive'), size, null, 60_000); // by a running process
    await api.platform.redis.hset(keyOf(api, 'alice:bytes'), 'countedAt', 1);
    await upload(api, alice);
    expect(await bytesOf(alice)).toBe(2 * size);
    await refusedUpload(alice);
  });

  it('applies the limits that are set for one owner', async () => {
    const QUOTA_BY_OWNER = JSON.stringify({ alice: { storedBytes: 0 }, bob: { runsAtOnce: 3 } });
    await using api = await startReadyApi(redisUrl, { QUOTA_STORED_BYTES: '100', QUOTA_BY_OWNER });
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    await upload(api, alice);
    await refusedUpload(bob);
    expect((await usageOf(alice)).storedBytes).toEqual({ used: size, limit: null });
    expect(await usageOf(bob)).toMatchObject({ storedBytes: { limit: 100 }, runsAtOnce: { limit: 3 } });
  });
});

/** Creates an owner with an archive and a model. */
async function scorer(api: TestApi, owner: string) {
  const holder = await holderOf(api, owner);
  const archive = await upload(api, holder);
  const model = modelCardOf({ owner });
  await api.platform.models.save(model);
  const begin = async (): Promise<Response> =>
    holder.call('POST', '/v1/scoring-runs', { archiveId: archive.id, modelId: model.id });
  const begun = async (): Promise<string> => {
    const answer = await begin();
    expect(answer.status).toBe(202);
    return ((await answer.json()) as { id: string }).id;
  };
  const steer = (id: string, way: string) => holder.call('POST', `/v1/scoring-runs/${id}/${way}`);
  const tried = () => holder.call('POST', `/v1/models/${model.id}/try`, zip);
  return { ...holder, begin, begun, steer, try: tried };
}

describeWithRedis('the quota of simultaneous runs', (redisUrl) => {
  const refused = async (answer: Response) =>
    expect(await problemOf(answer)).toMatchObject({ status: 429, code: 'quota.runs_at_once' });

  it('rejects another run of an owner until one of them ends', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '2' });
    const [alice, bob] = [await scorer(api, 'alice'), await scorer(api, 'bob')];
    const first = await alice.begun();
    await alice.begun();
    const { detail } = await problemOf(await alice.begin());
    expect(detail).toBe(
      'Your quota is 2 runs at once, and 2 are in progress. Another can start after some have ended, or after you pause or cancel some.',
    );
    expect((await usageOf(alice)).runsAtOnce).toEqual({ used: 2, limit: 2 });
    await bob.begun();
    await api.platform.ledger.end(first, 'completed');
    await alice.begun();
    await refused(await alice.begin());
    const { items } = (await (await alice.call('GET', '/v1/scoring-runs')).json()) as { items: unknown[] };
    expect(items).toHaveLength(3); // rejected runs leave no record
  });

  it('admits only as many simultaneous requests as the limit allows', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '2' });
    const alice = await scorer(api, 'alice');
    const answers = await Promise.all(Array.from({ length: 6 }, alice.begin));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429, 429, 429]);
  });

  it('does not count a paused run, which is checked again when it resumes', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '1' });
    const alice = await scorer(api, 'alice');
    const first = await alice.begun();
    expect((await alice.steer(first, 'pause')).status).toBe(202);
    const second = await alice.begun();
    await refused(await alice.steer(first, 'resume'));
    await api.platform.ledger.end(second, 'failed', { code: 'run.failed', message: 'a test' });
    expect((await alice.steer(first, 'resume')).status).toBe(202);
    await refused(await alice.steer(second, 'resume'));
  });

  it('does not count a run that could not be launched', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '1' });
    const alice = await scorer(api, 'alice');
    const done = await alice.begun();
    await api.platform.ledger.end(done, 'completed');
    expect((await alice.steer(done, 'resume')).status).toBe(409);
    expect((await usageOf(alice)).runsAtOnce.used).toBe(0);
    await alice.begun();
  });

  it('does not count a run that a crash kept from starting', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '1' });
    const alice = await scorer(api, 'alice');
    await api.platform.redis.zadd(keyOf(api, 'alice:runs'), Date.now() - 61_000, newId('scoringRun'));
    await alice.begun();
    await refused(await alice.begin());
  });

  it('admits all trainings of an evaluation or none', async () => {
    await using api = await startReadyApi(redisUrl, { QUOTA_RUNS_AT_ONCE: '2' });
    const corpus = await uploadZip(api, await zipOfCorpus(['angry', 'sad'], 12), 'corpus.zip');
    const evaluate = (seeds: number[]) =>
      api.call('POST', '/v1/evaluations', { archiveId: corpus.id, corpus: 'folder', protocol: 'P0', seeds });
    await refused(await evaluate([0, 1, 2]));
    expect((await usageOf(api)).runsAtOnce.used).toBe(0);
    expect((await evaluate([0, 1])).status).toBe(202);
    expect((await usageOf(api)).runsAtOnce).toEqual({ used: 2, limit: 2 });
    await refused(await evaluate([3]));
  });
});

describeWithRedis('the daily audio quota', (redisUrl) => {
  const LIMIT = { QUOTA_AUDIO_SECONDS_A_DAY: '100' };
  const refused = async (answer: Response) => {
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(24 * 3600);
    expect(await problemOf(answer)).toMatchObject({ status: 429, code: 'quota.audio_seconds' });
  };
  /** Counts a shard as a worker does. */
  const extracted = (api: TestApi, runId: string, ordinal: number, seconds: number) =>
    api.platform.ledger.live.countShard(runId, 'extracted', ordinal, { extracted: 1 }, seconds);

  it('rejects new work of an owner who has used it up, but lets running runs finish', async () => {
    await using api = await startReadyApi(redisUrl, LIMIT);
    const [alice, bob] = [await scorer(api, 'alice'), await scorer(api, 'bob')];
    const first = await alice.begun();
    await extracted(api, first, 0, 99.4);
    const second = await alice.begun();
    await extracted(api, first, 1, 500.2);
    await refused(await alice.begin());
    expect(await alice.begin().then(problemOf)).toMatchObject({
      detail:
        'Your quota is 100 seconds of extracted audio a day, and 600 are used. It resets at midnight UTC.',
    });
    for (const id of [first, second]) expect(await api.platform.ledger.state(id)).toBe('queued');
    const { audioSecondsToday } = await usageOf(alice);
    expect(audioSecondsToday).toMatchObject({ used: 600, limit: 100 });
    const left = Date.parse(audioSecondsToday.resetsAt) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(24 * 3600 * 1000);
    await bob.begun();
    expect((await alice.steer(first, 'pause')).status).toBe(202);
    await refused(await alice.steer(first, 'resume'));
    await refused(await alice.try());
  });

  it('counts an extracted shard once, and a reused shard not at all', async () => {
    await using api = await startReadyApi(redisUrl, LIMIT);
    const alice = await scorer(api, 'alice');
    const run = await alice.begun();
    for (let n = 0; n < 3; n++) await extracted(api, run, 0, 20);
    await extracted(api, run, 1, 0);
    expect((await usageOf(alice)).audioSecondsToday.used).toBe(20);
  });

  it('resets at midnight UTC', async () => {
    await using api = await startReadyApi(redisUrl, LIMIT);
    const { redis, keyspace } = api.platform;
    const alice = await scorer(api, 'alice');
    await extracted(api, await alice.begun(), 0, 1_000);
    const seconds = (now: Date) => readAudioSecondsToday(keyspace, 'alice', now);
    expect(await seconds(new Date())).toBe(1_000);
    expect(await seconds(nextMidnight(new Date()))).toBe(0);
    const [key] = await redis.keys(keyOf(api, 'alice:audio:*'));
    expect(await redis.ttl(key!)).toBeGreaterThan(24 * 3600);
  });

  it('rejects an evaluation as a whole', async () => {
    await using api = await startReadyApi(redisUrl, LIMIT);
    const corpus = await uploadZip(api, await zipOfCorpus(['angry', 'sad'], 12), 'corpus.zip');
    const evaluate = () =>
      api.call('POST', '/v1/evaluations', {
        archiveId: corpus.id,
        corpus: 'folder',
        protocol: 'P0',
        seeds: [0, 1],
      });
    const { runIds } = evaluationView.parse(await (await evaluate()).json());
    await extracted(api, runIds[0]!, 0, 200);
    await refused(await evaluate());
    expect((await usageOf(api)).runsAtOnce.used).toBe(2);
  });
});
