import { expect, it } from 'vitest';
import { archiveIndex, jobIds, manifestLine, type JobData } from '#libs/contracts';
import { archiveKeys, getJson, readJsonLinesRange } from '#libs/storage';
import { indexArchive } from '../../../apps/worker-features/src/index-archive.processor.js';
import {
  buildJob,
  indexed,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const CLIPS = 150;
const clip = voicedWav(150, 0.05);
const zip = await zipOf({
  'readme.txt': Buffer.from('hello'),
  ...Object.fromEntries(Array.from({ length: CLIPS }, (_, n) => [`clip-${n}.wav`, clip])),
});

describeWithRedis('index-archive', (redisUrl) => {
  const prepared = async ({ store, platform }: TestFeatures) => {
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id });
    await platform.ledger.open(run);
    const data: JobData<'index-archive'> = { v: 1, runId: run.id, launch: 0, archiveId: archive.id };
    return { archive, run, data };
  };
  const run = ({ platform }: TestFeatures, data: JobData<'index-archive'>) =>
    indexArchive(platform, buildJob('index-archive', jobIds.index(data.runId, 0), data));
  const conducted = async ({ queue }: TestFeatures) => (await queue.producer.countJobs()).archives['waiting'];

  it('writes the manifest and its shards, which contain each clip once', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { archive } = await prepared(features);
    const shards = await indexed(features.store, archive);
    expect(shards.map(({ clips }) => clips)).toEqual([64, 64, 22]);
    const names: string[] = [];
    for (const shard of shards) {
      const key = archiveKeys.manifest(archive.id);
      const lines = await readJsonLinesRange(features.store, key, manifestLine, shard);
      expect(lines[0]?.clip).toBe(shard.firstClip);
      names.push(...lines.map(({ name }) => name));
    }
    expect(names).toEqual(Array.from({ length: CLIPS }, (_, n) => `clip-${n}.wav`));
    const index = await getJson(features.store, archiveKeys.index(archive.id), archiveIndex);
    expect(index).toMatchObject({ clips: CLIPS, shards: 3, ignored: 1, ignoredExamples: ['readme.txt'] });
  });

  it('adds one conductor, however often it runs', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run: record, data } = await prepared(features);
    await run(features, data);
    await run(features, data);
    expect(await conducted(features)).toBe(1);
    expect(await features.platform.ledger.live.find(record.id)).toMatchObject({ state: 'indexing' });
  });

  it('reads the directory of an archive once for all runs', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { archive, data } = await prepared(features);
    await run(features, data);
    const before = await features.store.head(archiveKeys.manifest(archive.id));
    const other = scoringRunOf({ archiveId: archive.id });
    await features.platform.ledger.open(other);
    await run(features, { ...data, runId: other.id });
    expect(await features.store.head(archiveKeys.manifest(archive.id))).toEqual(before);
  });

  it.each(['cancelling', 'paused'] as const)('adds nothing for a run that is %s', async (state) => {
    await using features = await openTestFeatures(redisUrl);
    const { run: record, data } = await prepared(features);
    await features.platform.ledger.move(record.id, state);
    expect(await run(features, data)).toEqual({ skipped: 1 });
    expect(await conducted(features)).toBe(0);
  });

  it('does nothing for an earlier launch, and for a run that Redis has lost', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run: record, data } = await prepared(features);
    await features.platform.ledger.open({ ...record, launch: 1 });
    expect(await run(features, data)).toEqual({ skipped: 1 });
    await features.queue.redis.del(`${features.queue.prefix}:run:${record.id}`);
    expect(await run(features, { ...data, launch: 1 })).toEqual({ skipped: 1 });
    expect(await features.platform.ledger.state(record.id)).toBe('interrupted');
  });

  it('fails without a retry for an archive without clips, and for a deleted one', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { data } = await prepared(features);
    const empty = await storeArchive(features.store, await zipOf({ 'readme.txt': Buffer.from('hello') }));
    await expect(run(features, { ...data, archiveId: empty.id })).rejects.toMatchObject({
      code: 'archive.empty',
      retryable: false,
    });
    await features.store.deletePrefix('records/archives/');
    await expect(run(features, data)).rejects.toMatchObject({ code: 'archive.not_found', retryable: false });
  });
});
