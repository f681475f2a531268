import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobIds, modelCard, newId, scorePart, type JobData, type ModelCard } from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { getJson, Records, scoringKeys } from '#libs/storage';
import { extractShard } from '../../../apps/worker-features/src/extract-shard.processor.js';
import type { EngineHost } from '#libs/learning';
import { scoreShard } from '../../../apps/worker-gpu/src/score-shard.processor.js';
import { failCalls } from '../../support/failing-store.js';
import {
  buildJob,
  indexed,
  buildShardJob,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { startGpu, storeModel } from '../../support/gpu.js';
import { modelCardOf, scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const zip = await zipOf({
  'a.wav': voicedWav(120),
  'bad.wav': Buffer.from('no samples here'),
  'c.wav': voicedWav(220),
});

describeWithRedis('score-shard', (redisUrl) => {
  let gpu: EngineHost; // shared by all tests, because an engine takes a second to start
  beforeAll(async () => void (gpu = await startGpu()));
  afterAll(() => gpu.close());

  /** Creates a run whose only shard is extracted. */
  const prepared = async ({ store, platform }: TestFeatures) => {
    const card = await storeModel(store);
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id, modelId: card.id, modelVersion: card.version });
    await platform.ledger.open(run);
    const [shard] = await indexed(store, archive);
    const data: JobData<'score-shard'> = buildShardJob(run, shard!);
    await extractShard(platform, buildJob('extract-shard', jobIds.extract(run.id, 0, 0), data));
    const job = (patch: Partial<typeof data> = {}) =>
      buildJob('score-shard', jobIds.score(run.id, 0, 0), { ...data, ...patch });
    return { run, card, job, key: scoringKeys.part(run.id, 0) };
  };

  it('writes probabilities or an error for each clip, with the model and the engine', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, card, job, key } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, trials: platform.trials, gpu };
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
    expect(part.domain).toMatchObject({ clips: 2, signal: { clips: 2 } });
    expect(part.domain?.means).toHaveLength(40);
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

  it('scores with an ensemble by the calibrated mean of its members', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, trials: platform.trials, gpu };
    const { card: one, job, key } = await prepared(features);
    const two = await storeModel(store, { id: newId('model') }, 2);
    const member = (card: ModelCard, weight: number, temperature: number) => {
      const { id: modelId, version, name, weightsSha256 } = card;
      return { modelId, version, name, weightsSha256, weight, temperature };
    };
    const members = [member(one, 0.75, 1), member(two, 0.25, 2)];
    const ensemble = modelCardOf({ recipe: null, trainingRunId: null, members });
    await new Records(store, 'models', modelCard).save(ensemble);
    const scoresOf = async (modelId: string) => {
      expect(await scoreShard(on, job({ modelId }))).toEqual({ scored: 2 });
      const { scores } = await getJson(store, key, scorePart);
      await store.delete(key);
      return scores;
    };
    const first = await scoresOf(one.id);
    const second = await scoresOf(two.id);
    const both = await scoresOf(ensemble.id);
    for (const [clip, score] of both.entries()) {
      expect(score).toMatchObject({ modelId: ensemble.id, modelVersion: ensemble.version });
      const cooled = Object.entries(second[clip]!.probabilities).map(
        ([label, p]) => [label, p ** 0.5] as const,
      );
      const sum = cooled.reduce((total, [, p]) => total + p, 0);
      for (const [label, p] of cooled)
        expect(score.probabilities[label]).toBeCloseTo(
          0.75 * first[clip]!.probabilities[label]! + (0.25 * p) / sum,
          5,
        );
      expect(first[clip]!.probabilities).not.toEqual(second[clip]!.probabilities);
    }
    const changed = [{ ...members[0]!, weightsSha256: 'f'.repeat(64) }, members[1]!];
    const stale = modelCardOf({ recipe: null, members: changed });
    await new Records(store, 'models', modelCard).save(stale);
    await expect(scoreShard(on, job({ modelId: stale.id }))).rejects.toMatchObject({
      code: 'model.corrupt',
    });
  });

  it('writes one part and counts once if it runs twice at once, and once more after that', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job, key } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, trials: platform.trials, gpu };
    const first = await Promise.all([scoreShard(on, job()), scoreShard(on, job())]);
    const info = await store.head(key);
    expect([...first, await scoreShard(on, job())]).toEqual([{ scored: 2 }, { scored: 2 }, { scored: 2 }]);
    expect(await store.head(key)).toEqual(info);
    expect((await platform.ledger.live.find(run.id))?.progress).toMatchObject({ scored: 2 });
  });

  it('can be repeated after the store failed', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { job, key } = await prepared(features);
    const failing = failCalls(features.store, 'putIfAbsent', 1);
    const { producer } = features.platform;
    const ledger = new RunLedger(failing.store, features.queue.live);
    const on = { store: failing.store, producer, ledger, trials: features.platform.trials, gpu };
    await expect(scoreShard(on, job())).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    expect(await features.store.head(key)).toBeNull();
    expect(await scoreShard(on, job())).toEqual({ scored: 2 });
  });

  it('rejects features of another feature set, a deleted model, and a damaged one', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { card, job } = await prepared(features);
    const { store, platform } = features;
    const on = { store, producer: platform.producer, ledger: platform.ledger, trials: platform.trials, gpu };
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
