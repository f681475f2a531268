import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobIds, scorePart, type JobData } from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { getJson, scoringKeys } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import type { GpuService } from '../../../apps/worker-gpu/src/gpu.service.js';
import { scoreShard } from '../../../apps/worker-gpu/src/score-shard.processor.js';
import { failingStore } from '../../support/failing-store.js';
import {
  handled,
  indexed,
  shardJobOf,
  storeArchive,
  testFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { startGpu, storeModel } from '../../support/gpu.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const zip = await zipOf({
  'a.wav': voicedWav(120),
  'bad.wav': Buffer.from('no samples here'),
  'c.wav': voicedWav(220),
});

describeWithRedis('score-shard', (redisUrl) => {
  let gpu: GpuService; // one for the file: an engine takes a second to start
  beforeAll(async () => void (gpu = await startGpu()));
  afterAll(() => gpu.close());

  /** A run whose only shard is extracted. */
  const prepared = async ({ store, platform }: TestFeatures) => {
    const card = await storeModel(store);
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id, modelId: card.id, modelVersion: card.version });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const data: JobData<'score-shard'> = shardJobOf(run, shard!);
    await extractShard(platform, handled('extract-shard', jobIds.extract(run.id, 0, 0), data));
    const job = (patch: Partial<typeof data> = {}) =>
      handled('score-shard', jobIds.score(run.id, 0, 0), { ...data, ...patch });
    return { run, card, job, key: scoringKeys.part(run.id, 0) };
  };

  it('gives each clip its probabilities or its error, and the model and engine that made them', async () => {
    await using features = await testFeatures(redisUrl);
    const { run, card, job, key } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, gpu };
    expect(await scoreShard(on, job())).toEqual({ scored: 2 });
    const part = await getJson(store, key, scorePart);
    expect(part.engine).toMatchObject({ name: 'onnxruntime', device: 'cpu' });
    expect(part.errors).toMatchObject([{ clip: 1, name: 'bad.wav', code: 'clip.not_audio' }]);
    expect(part.scores).toMatchObject([
      {
        clip: 0,
        name: 'a.wav',
        modelId: card.id,
        modelVersion: card.version,
        engine: 'onnxruntime',
        durationSeconds: 0.5,
      },
      { clip: 2, name: 'c.wav' },
    ]);
    for (const { label, probability, probabilities } of part.scores) {
      const values = Object.values(probabilities);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(probability).toBe(Math.max(...values));
      expect(probabilities[label]).toBe(probability);
    }
    expect((await platform.ledger.live.find(run.id))?.progress).toMatchObject({
      scored: 2,
      extracted: 2,
      failed: 1,
    });
  });

  it('writes one part and counts once when it is done twice at once, and again after that', async () => {
    await using features = await testFeatures(redisUrl);
    const { run, job, key } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, gpu };
    const first = await Promise.all([scoreShard(on, job()), scoreShard(on, job())]);
    const info = await store.head(key);
    expect([...first, await scoreShard(on, job())]).toEqual([{ scored: 2 }, { scored: 2 }, { scored: 2 }]);
    expect(await store.head(key)).toEqual(info);
    expect((await platform.ledger.live.find(run.id))?.progress).toMatchObject({ scored: 2 });
  });

  it('may be repeated after the store failed', async () => {
    await using features = await testFeatures(redisUrl);
    const { job, key } = await prepared(features);
    const failing = failingStore(features.store, 'put', 1);
    const { producer } = features.platform;
    const ledger = new RunLedger(failing.store, features.queue.live);
    const on = { store: failing.store, producer, ledger, gpu };
    await expect(scoreShard(on, job())).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    expect(await features.store.head(key)).toBeNull();
    expect(await scoreShard(on, job())).toEqual({ scored: 2 });
  });

  it('refuses features that the model was not trained on, a model that is gone, and a damaged one', async () => {
    await using features = await testFeatures(redisUrl);
    const { card, job } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, gpu };
    await expect(scoreShard(on, job({ featureSetId: 'fs-other' }))).rejects.toMatchObject({
      code: 'model.feature_set_mismatch',
    });
    await expect(scoreShard(on, job({ modelId: null }))).rejects.toMatchObject({ code: 'model.not_found' });
    const weights = Buffer.from(await store.get(`models/${card.id}/weights.bin`));
    weights[100]! ^= 1;
    await store.put(`models/${card.id}/weights.bin`, weights);
    await expect(scoreShard(on, job())).rejects.toMatchObject({ code: 'model.corrupt', retryable: false });
  });
});
