import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  FEATURE_SETS,
  archiveView,
  dryRunView,
  jobIds,
  type ArchiveRecord,
  type DryRunView,
} from '#libs/contracts';
import { Presence } from '#libs/queue';
import { archiveKeys, storeDefinition } from '#libs/storage';
import { craftedTar } from '../../../libs/archive/src/testing/crafted-tar.js';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import {
  buildJob,
  indexed,
  buildShardJob,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { holderOf } from '../../support/keys.js';
import { modelCardOf, scoringRunOf } from '../../support/records.js';
import { bucketStore } from '../../support/real-store.js';
import { describeWithRedis, describeWithS3 } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

/** 70 clips of 0.5 s in two shards, two clips with the same name, and one file that is not a clip. */
const CLIPS = 70;
const clips: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Array.from({ length: CLIPS }, (_, n) => [`calls/${String(n).padStart(2, '0')}.wav`, voicedWav(100 + n)]),
);
const zip = doubled(
  await zipOf({
    'notes.txt': Buffer.from('no clip'),
    ...clips,
    'twice.wav': voicedWav(90),
    'twicE.wav': voicedWav(91),
  }),
);

const emptyZip = await zipOf({ 'notes.txt': Buffer.from('no clip') });

/** Gives two entries the same name, which yazl itself does not write. */
function doubled(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf('twicE.wav'); at >= 0; at = bytes.indexOf('twicE.wav', at))
    bytes.write('twice.wav', at);
  return bytes;
}

/** Reads all of Redis under the API's prefix except rate limits, and the version of every object. */
async function everything({ platform }: TestApi): Promise<unknown> {
  await sleep(50); // the API writes audit entries after the response
  await platform.background.close();
  const { redis, store, env } = platform;
  const all = await redis.keys(`*${env.QUEUE_PREFIX}*`);
  const keys = all.filter((key) => !key.includes(':rate:')).sort();
  const values = await Promise.all(
    keys.map(async (key) => [key, (await redis.dumpBuffer(key)).toString('base64')]),
  );
  const objects: unknown[] = [];
  for await (const { key, etag, size } of store.list('')) objects.push([key, etag, size]);
  return { values, objects };
}

async function dryRun(api: TestApi, body: object, headers?: Record<string, string>): Promise<DryRunView> {
  const before = await everything(api);
  const answer = await api.call('POST', '/v1/scoring-runs', { ...body, dryRun: true }, headers);
  expect(answer.status).toBe(200);
  expect(await everything(api)).toEqual(before);
  return dryRunView.parse(await answer.json());
}

async function modelIn({ platform }: TestApi): Promise<string> {
  const card = modelCardOf();
  await platform.models.save(card);
  return card.id;
}

/** Extracts up to `most` shards of an archive, as a run does. */
async function extracted(
  { store, platform }: TestFeatures,
  archive: ArchiveRecord,
  most = Infinity,
): Promise<void> {
  const run = scoringRunOf({ archiveId: archive.id });
  await platform.ledger.open(run);
  await storeDefinition(store, FEATURE_SETS['paper-20']);
  for (const shard of (await indexed(store, archive)).slice(0, most))
    await extractShard(
      platform,
      buildJob('extract-shard', jobIds.extract(run.id, 0, shard.ordinal), buildShardJob(run, shard)),
    );
}

describeWithRedis('a dry run', (redisUrl) => {
  describeWithS3('with S3', (access) => {
    it('describes what a run would do, and changes nothing', async () => {
      await using bucket = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, bucket.env);
      const body = { archiveId: (await uploadZip(api, zip)).id, modelId: await modelIn(api) };
      const said = await dryRun(api, body);
      expect(said).toMatchObject({
        ...body,
        readFrom: 'directory',
        archiveBytes: zip.length,
        clips: CLIPS + 2,
        readable: CLIPS + 1,
        ignored: 1,
        audio: { wavClips: CLIPS + 1, otherClips: 0, isExtrapolated: true },
        cache: { shards: 2, checked: 2, found: 0, hits: 0, clips: 0, isExtrapolated: false, reason: null },
        time: { seconds: null, workers: 0, reason: 'No feature worker is running.' },
        problems: {
          total: 1,
          byCode: { 'clip.duplicate_name': 1 },
          examples: [{ clip: CLIPS + 1, name: 'twice.wav', code: 'clip.duplicate_name' }],
        },
      });
      expect(said.audio.measured).toBeLessThanOrEqual(32);
      expect(said.audio.seconds! / (0.5 * (CLIPS + 1))).toBeCloseTo(1, 2);
      const { archives } = await api.platform.producer.countJobs();
      expect(archives).toMatchObject({ waiting: 0 });
      expect(await (await api.call('GET', '/v1/scoring-runs')).json()).toMatchObject({ items: [] });
    });

    it('counts the shards of an earlier run, and estimates the rest from their time', async () => {
      await using bucket = await bucketStore(access);
      await using features = await openTestFeatures(redisUrl, bucket.settings);
      await using api = await startReadyApi(redisUrl, bucket.env);
      const archive = await uploadZip(api, zip);
      const body = { archiveId: archive.id, modelId: await modelIn(api) };
      const record = (await api.platform.archives.find(archive.id))!;
      await extracted(features, record, 1);
      const presence = new Presence(api.platform.keyspace, {
        kind: 'worker-features',
        concurrency: 2,
        engine: null,
        work: features.platform.work.work,
      });
      await presence.start();
      const half = await dryRun(api, body);
      await presence.stop();
      expect(half).toMatchObject({
        readFrom: 'index',
        clips: CLIPS + 2,
        readable: CLIPS + 1,
        ignored: 1,
        cache: { shards: 2, found: 1, hits: 1, clips: 64 },
        time: { basis: 'audio', workers: 1, shardsAtOnce: 2, measuredClips: 64, reason: null },
        problems: { total: 1 },
      });
      expect(half.time.seconds).toBeGreaterThan(0);
      await extracted(features, record);
      const whole = await dryRun(api, body);
      expect(whole.cache).toMatchObject({ shards: 2, found: 2, hits: 2, clips: CLIPS + 2 });
      // Shards are reused across archives only if the clips are at the same offsets.
      const again = await uploadZip(api, zip, 'again.zip');
      expect((await dryRun(api, { ...body, archiveId: again.id })).cache).toMatchObject({ hits: 2 });
    });

    it('lists the objects below a prefix', async () => {
      await using own = await bucketStore(access);
      await using other = await bucketStore(access);
      await using api = await startReadyApi(redisUrl, { ...own.env, ARCHIVE_BUCKETS: other.bucket });
      for (const name of ['a.wav', 'b.wav', 'c.mp3', 'readme.md'])
        await other.store.put(`may/${name}`, voicedWav(120));
      const taken = await api.call('POST', '/v1/archives/from-bucket', { url: `s3://${other.bucket}/may/` });
      const { id: archiveId } = archiveView.parse(await taken.json());
      const said = await dryRun(api, { archiveId, modelId: await modelIn(api) });
      expect(said).toMatchObject({ readFrom: 'listing', archiveBytes: null, clips: 3, ignored: 1 });
      expect(said.audio).toMatchObject({ wavClips: 2, otherClips: 1, measured: 2, seconds: 1 });
      expect(said.audio.reason).toContain('1 clips of other kinds');
    });
  });

  it('returns no counts for a tar until a run has indexed it', async () => {
    await using api = await startReadyApi(redisUrl);
    const tar = craftedTar(Object.entries(clips).map(([name, bytes]) => ({ name, bytes })));
    const archive = await uploadZip(api, tar, 'calls.tar');
    const body = { archiveId: archive.id, modelId: await modelIn(api) };
    const said = await dryRun(api, body);
    expect(said).toMatchObject({
      readFrom: 'nothing',
      clips: null,
      cache: { hits: null },
      audio: { seconds: null },
    });
    expect(said.reason).toContain('A tar has no directory');
    await indexed(api.platform.store, (await api.platform.archives.find(archive.id))!);
    expect(await dryRun(api, body)).toMatchObject({
      readFrom: 'index',
      clips: CLIPS,
      cache: { shards: 2, hits: 0 },
    });
  });

  it('counts the clips that a table names, and lists the missing ones', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id: archiveId } = await uploadZip(api, zip);
    const table = 'path\ncalls/01.wav\nnowhere.wav\ncalls/00.wav\n';
    const csv = { 'content-type': 'text/csv' };
    expect((await api.call('POST', `/v1/archives/${archiveId}/manifest`, table, csv)).status).toBe(200);
    const said = await dryRun(api, { archiveId, modelId: await modelIn(api) });
    expect(said).toMatchObject({ clips: 3, readable: 2, audio: { seconds: 1, isExtrapolated: false } });
    expect(said.problems.examples).toMatchObject([{ clip: 1, name: 'nowhere.wav', code: 'clip.not_found' }]);
  });

  it('ignores its idempotency key, so a later run can use the key', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = { archiveId: (await uploadZip(api, zip)).id, modelId: await modelIn(api) };
    const key = { 'idempotency-key': 'tried-first' };
    for (let repeated = 0; repeated < 2; repeated++) await dryRun(api, body, key);
    const run = await api.call('POST', '/v1/scoring-runs', { ...body, dryRun: false }, key);
    expect([run.status, run.headers.get('idempotency-replayed')]).toEqual([202, null]);
  });

  it("does not find another owner's archive or model", async () => {
    await using api = await startReadyApi(redisUrl);
    const alice = await holderOf(api, 'alice');
    const bob = await holderOf(api, 'bob');
    const hers = await uploadZip({ ...api, call: alice.call }, zip);
    const [model, his] = [modelCardOf({ owner: 'alice' }), modelCardOf({ owner: 'bob' })];
    for (const card of [model, his]) await api.platform.models.save(card);
    const ask = (call: TestApi['call'], modelId: string) =>
      call('POST', '/v1/scoring-runs', { archiveId: hers.id, modelId, dryRun: true });
    expect(await problemOf(await ask(bob.call, his.id))).toMatchObject({
      status: 404,
      code: 'archive.not_found',
    });
    expect(await problemOf(await ask(alice.call, his.id))).toMatchObject({
      status: 404,
      code: 'model.not_found',
    });
    await dryRun({ ...api, call: alice.call }, { archiveId: hers.id, modelId: model.id });
  });

  it.each([
    ['ends too early', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100), 'archive.truncated'],
    ['contains no clip', () => emptyZip, 'archive.empty'],
  ])('rejects an archive that %s, as a run does', async (_what, change, code) => {
    await using api = await startReadyApi(redisUrl);
    const { id: archiveId } = await uploadZip(api, zip);
    await api.platform.store.put(archiveKeys.source(archiveId), change(zip));
    const body = { archiveId, modelId: await modelIn(api), dryRun: true };
    expect(await problemOf(await api.call('POST', '/v1/scoring-runs', body))).toMatchObject({
      status: 422,
      code,
    });
  });
});
