import { expect, it } from 'vitest';
import { archiveIndex, jobIds, manifestLine, type JobData } from '#libs/contracts';
import { archiveKeys, getJson, readJsonLinesRange } from '#libs/storage';
import { indexArchive } from '../../../apps/worker-features/src/index-archive.processor.js';
import {
  handled,
  indexed,
  storeArchive,
  testFeatures,
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
  const prepared = async ({ store, platform, queue }: TestFeatures) => {
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id });
    await platform.ledger.create(run, 0);
    const { featureSetId, modelId } = run;
    const common = { v: 1, runId: run.id, archiveId: archive.id, featureSetId, modelId } as const;
    const data: JobData<'index-archive'> = { ...common, cursor: 0, step: 'index' };
    await queue.producer.startScoring(data);
    return { archive, run, data };
  };
  const run = async (features: TestFeatures, data: JobData<'index-archive'>) => {
    const saved: JobData<'index-archive'>[] = [];
    const id = jobIds.index(data.runId);
    const save = (next: JobData<'index-archive'>) => Promise.resolve(void saved.push(next));
    await indexArchive(features.platform, handled('index-archive', id, data, save));
    return saved;
  };
  const waiting = async ({ queue }: TestFeatures) => (await queue.producer.depths()).features['waiting'];

  it('writes the manifest and its shards, which hold each clip once', async () => {
    await using features = await testFeatures(redisUrl);
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

  it('adds a job for each shard and saves how far it is', async () => {
    await using features = await testFeatures(redisUrl);
    const { run: record, data } = await prepared(features);
    const saved = await run(features, data);
    expect(await waiting(features)).toBe(3);
    expect(saved.map(({ step, cursor }) => [step, cursor])).toEqual([
      ['enqueue', 0],
      ['enqueue', 3],
      ['wait', 0],
    ]);
    const live = await features.platform.ledger.live.find(record.id);
    expect(live).toMatchObject({ state: 'extracting', progress: { clips: CLIPS } });
  });

  it('goes on at its cursor', async () => {
    await using features = await testFeatures(redisUrl);
    const { archive, data } = await prepared(features);
    await indexed(features.store, archive);
    await run(features, { ...data, step: 'enqueue', cursor: 2 });
    expect(await waiting(features)).toBe(1);
  });

  it('adds no job twice when it was killed before it could save how far it was', async () => {
    await using features = await testFeatures(redisUrl);
    const { data } = await prepared(features);
    await run(features, data);
    await run(features, data);
    await run(features, { ...data, step: 'enqueue', cursor: 0 });
    expect(await waiting(features)).toBe(3);
  });

  it('reads the directory of an archive once for all runs', async () => {
    await using features = await testFeatures(redisUrl);
    const { archive, data } = await prepared(features);
    await run(features, data);
    const before = await features.store.head(archiveKeys.manifest(archive.id));
    await run(features, (await prepared(features)).data);
    expect(await features.store.head(archiveKeys.manifest(archive.id))).toEqual(before);
  });

  it('adds nothing for a run that is being cancelled', async () => {
    await using features = await testFeatures(redisUrl);
    const { run: record, data } = await prepared(features);
    await features.platform.ledger.move(record.id, 'cancelling');
    await run(features, data);
    await run(features, { ...data, step: 'enqueue' }).catch(() => undefined);
    expect(await waiting(features)).toBe(0);
  });

  it('fails for good for an archive without clips, and for one that is gone', async () => {
    await using features = await testFeatures(redisUrl);
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
