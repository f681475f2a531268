import { expect, it, vi } from 'vitest';
import { jobIds, shardReport } from '#libs/contracts';
import { decodeShard, encodeShardTensor } from '#libs/features';
import { readAudioSecondsToday } from '#libs/queue';
import { ArchiveSources, featureKeys, getJson, readDefinition, type ObjectStore } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import { extractClips } from '../../../apps/worker-features/src/extraction.js';
import type { FeatureWorkerContext } from '../../../apps/worker-features/src/feature-worker-context.js';
import { failCalls } from '../../support/failing-store.js';
import {
  buildJob,
  indexed,
  shardIdIn,
  buildShardJob,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { PAPER_20, scoringRunOf, trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { encodePcm16Wav, voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const zip = await zipOf({
  'good-1.wav': voicedWav(120),
  'silent.wav': encodePcm16Wav(new Int16Array(8_000)),
  'not-audio.wav': Buffer.from('these are not samples at all'),
  'good-2.wav': voicedWav(200),
});

describeWithRedis('extract-shard', (redisUrl) => {
  const prepared = async ({ store, platform }: TestFeatures) => {
    const archive = await storeArchive(store, zip);
    const run = trainingRunOf({ archiveId: archive.id });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const data = { ...buildShardJob(run, shard!), modelId: null };
    const id = shardIdIn(PAPER_20, shard!);
    const keys = { tensor: featureKeys.tensor(PAPER_20, id), report: featureKeys.report(PAPER_20, id) };
    return { run, data, keys, job: () => buildJob('extract-shard', jobIds.extract(run.id, 0, 0), data) };
  };

  it('writes features or an error code for each clip, in the order of the archive', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    const counts = await extractShard(features.platform, job());
    expect(counts).toEqual({ extracted: 2, failed: 2, cachedShards: 0 });
    const report = await getJson(features.store, keys.report, shardReport);
    expect(report.clips).toMatchObject([
      { status: 'extracted', row: 0, sampleRateHz: 16_000, channels: 1, durationSeconds: 0.5 },
      { status: 'failed', code: 'clip.silent' },
      { status: 'failed', code: 'clip.not_audio' },
      { status: 'extracted', row: 1 },
    ]);
  });

  it('writes one tensor if two workers extract a shard at the same time', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job, keys } = await prepared(features);
    const [one, other] = await Promise.all([
      extractShard(features.platform, job()),
      extractShard(features.platform, job()),
    ]);
    expect(one).toEqual(other);
    expect(await keysOf(features.store, 'features/')).toEqual([keys.report, keys.tensor]);
    const live = await features.platform.ledger.live.find(run.id);
    expect(live?.progress).toMatchObject({ extracted: 2, failed: 2 });
    // The same clips have the same bytes if another worker extracts them alone.
    await using alone = await openTestFeatures(redisUrl);
    const again = await prepared(alone);
    await extractShard(alone.platform, again.job());
    expect(again.keys).toEqual(keys);
    const bytes = Buffer.from(await features.store.get(keys.tensor));
    expect(bytes.equals(await alone.store.get(keys.tensor))).toBe(true);
  });

  it('reuses existing features, and reports them as cached to another run', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, data, job, keys } = await prepared(features);
    await extractShard(features.platform, job());
    const before = await features.store.head(keys.tensor);
    expect(await extractShard(features.platform, job())).toMatchObject({ extracted: 2, cachedShards: 0 });
    const other = trainingRunOf({ archiveId: run.archiveId });
    await features.platform.ledger.open(other);
    const again = buildJob('extract-shard', jobIds.extract(other.id, 0, 0), { ...data, runId: other.id });
    expect(await extractShard(features.platform, again)).toMatchObject({ extracted: 2, cachedShards: 1 });
    expect(await features.store.head(keys.tensor)).toEqual(before);
  });

  it("adds extracted audio to the owner's day once, and cached features not at all", async () => {
    await using features = await openTestFeatures(redisUrl);
    const { queue, platform } = features;
    const { run, data, job } = await prepared(features);
    const used = () => readAudioSecondsToday(queue, run.owner);
    await Promise.all([extractShard(platform, job()), extractShard(platform, job())]);
    await extractShard(platform, job());
    expect(await used()).toBe(1); // two clips of half a second; the other two are not audio
    const other = trainingRunOf({ archiveId: run.archiveId, owner: run.owner });
    await platform.ledger.open(other);
    const again = buildJob('extract-shard', jobIds.extract(other.id, 0, 0), { ...data, runId: other.id });
    expect(await extractShard(platform, again)).toMatchObject({ cachedShards: 1 });
    expect(await used()).toBe(1);
  });

  it('writes the report of a tensor whose worker was killed before it wrote one', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    await extractShard(features.platform, job());
    const tensor = await features.store.head(keys.tensor);
    await features.store.delete(keys.report);
    expect(await extractShard(features.platform, job())).toMatchObject({ extracted: 2, cachedShards: 0 });
    expect(await features.store.head(keys.tensor)).toEqual(tensor);
    expect(await features.store.head(keys.report)).not.toBeNull();
  });

  const rowsIn = async (store: ObjectStore, keys: { readonly tensor: string; readonly report: string }) => {
    const { clips } = await getJson(store, keys.report, shardReport);
    const tensor = decodeShard(await store.get(keys.tensor), PAPER_20);
    return {
      clips: clips.map((clip) => (clip.status === 'extracted' ? clip.row : null)),
      tensor: tensor.clips,
    };
  };

  it('reports the rows of the stored tensor when only a killed attempt abandoned a clip', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    await extractShard(abandoningFirstClip(features), job());
    await features.store.delete(keys.report); // the state between the two writes
    expect(await extractShard(features.platform, job())).toMatchObject({ extracted: 1, failed: 3 });
    expect(await rowsIn(features.store, keys)).toEqual({ clips: [null, null, null, 0], tensor: 1 });
  });

  it('reports the rows of the stored tensor when only the retry abandons a clip', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    await extractShard(features.platform, job());
    await features.store.delete(keys.report);
    expect(await extractShard(abandoningFirstClip(features), job())).toMatchObject({
      extracted: 2,
      failed: 2,
    });
    expect(await rowsIn(features.store, keys)).toEqual({ clips: [0, null, null, 1], tensor: 2 });
  });

  it('reports the rows of the stored tensor when another worker decodes more clips and reports first', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    const slow = workingBeforePut(features.store, keys.report, () => extractShard(features.platform, job()));
    await extractShard(abandoningFirstClip(features, slow), job());
    expect(await rowsIn(features.store, keys)).toEqual({ clips: [null, null, null, 0], tensor: 1 });
  });

  it('replaces a tensor that does not name its clips and lacks a report', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, keys } = await prepared(features);
    const shape = {
      featureSetId: PAPER_20,
      clips: 1,
      frames: 1,
      coefficients: 1,
      values: Float32Array.of(7),
    };
    await features.store.put(keys.tensor, encodeShardTensor(shape));
    expect(await extractShard(features.platform, job())).toMatchObject({ extracted: 2, failed: 2 });
    expect(await rowsIn(features.store, keys)).toEqual({ clips: [0, null, null, 1], tensor: 2 });
  });

  it('is retried by its worker while the store fails, and completes', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { queue } = features;
    const { run, data, keys } = await prepared(features);
    const failing = failCalls(features.store, 'putIfAbsent', 3, (key) => key.startsWith('features/'));
    const platform = features.on(failing.store);
    queue.work('features', { 'extract-shard': (job) => extractShard(platform, job) });
    await queue.producer.add('extract-shard', [{ jobId: jobIds.extract(run.id, 0, 0), data }]);
    const isCounted = async () =>
      expect((await queue.live.find(run.id))?.progress).toMatchObject({ extracted: 2, failed: 2 });
    await vi.waitFor(isCounted, { timeout: 10_000, interval: 50 });
    expect(failing.failed()).toBe(3);
    expect(await keysOf(features.store, 'features/')).toEqual([keys.report, keys.tensor]);
    expect(queue.exhausted).toEqual([]);
  });

  it('does nothing for a run that is over or being cancelled', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    await features.platform.ledger.move(run.id, 'cancelling');
    expect(await extractShard(features.platform, job())).toEqual({ skipped: 1 });
    expect(await keysOf(features.store, 'features/')).toEqual([]);
  });

  it('adds the scoring of its clips once', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { queue, store, platform } = features;
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const job = buildJob('extract-shard', jobIds.extract(run.id, 0, 0), buildShardJob(run, shard!));
    await extractShard(platform, job);
    await extractShard(platform, job);
    expect((await queue.producer.countJobs()).scoring).toMatchObject({ waiting: 1 });
  });

  it('rejects an archive that has changed since it was indexed', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features);
    await features.store.put(`archives/${run.archiveId}/source.zip`, await zipOf({ 'a.wav': voicedWav(99) }));
    await expect(extractShard(features.platform, job())).rejects.toMatchObject({
      code: 'archive.changed',
      retryable: false,
    });
    expect(await keysOf(features.store, 'features/')).toEqual([]);
  });
});

/** A worker that abandons the first clip of each shard, as after its time limit. */
function abandoningFirstClip(features: TestFeatures, store = features.store): FeatureWorkerContext {
  const sources = new ArchiveSources(store);
  const platform = features.on(store);
  const extract: FeatureWorkerContext['pool']['extract'] = async ({
    archiveId,
    featureSetId,
    lines,
    maxClipBytes,
  }) => {
    const definition = await readDefinition(store, featureSetId);
    const options = { featureSetId, definition, maxClipBytes, abandoned: [0] };
    return extractClips((line) => sources.sourceOf(archiveId, line), lines, options);
  };
  return { ...platform, pool: { ...platform.pool, extract } };
}

/** The store, which completes `work` before it writes the key. */
function workingBeforePut(store: ObjectStore, key: string, work: () => Promise<unknown>): ObjectStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (name !== 'putIfAbsent') return call;
      return async (...args: unknown[]) => {
        if (args[0] === key) await work();
        return call(...args);
      };
    },
  });
}
