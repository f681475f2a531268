import { expect, it } from 'vitest';
import { jobIds, scorePart, type JobData, type ScoringRunRecord } from '#libs/contracts';
import { archiveKeys, putJson, scoringKeys } from '#libs/storage';
import {
  MOST_OUTSTANDING,
  conductRun,
} from '../../../apps/worker-features/src/conduct/conduct-run.processor.js';
import {
  Asleep,
  buildJob,
  indexed,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { scoringRunOf, trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const clip = voicedWav(150, 0.05);
const zip = await zipOf(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`c-${n}.wav`, clip])));
const engine = { name: 'cpu', device: 'cpu', version: '1', passedOver: [] };

describeWithRedis('conduct-run', (redisUrl) => {
  const prepared = async ({ store, platform }: TestFeatures, patch: Partial<ScoringRunRecord> = {}) => {
    const archive = await storeArchive(store, zip);
    const run = scoringRunOf({ archiveId: archive.id, ...patch });
    await platform.ledger.open(run);
    const shards = await indexed(store, archive);
    return { run, shards, conductor: new Conductor({ store, platform } as TestFeatures, run.id, run.launch) };
  };
  const waiting = async ({ queue }: TestFeatures, name: 'features' | 'archives' | 'training' = 'features') =>
    (await queue.producer.countJobs())[name]['waiting'];
  const partOf = (ordinal: number) => scorePart.parse({ v: 1, ordinal, engine, scores: [], errors: [] });

  /** The conductor of a launch. The test runs each of its steps. */
  class Conductor {
    data: JobData<'conduct-run'>;

    constructor(
      private readonly features: TestFeatures,
      runId: string,
      launch: number,
    ) {
      this.data = { v: 1, runId, launch, shards: null, cursor: 0, offset: 0 };
    }

    /** @returns the counts when the conductor ends, or null when it sleeps */
    async step(data = this.data) {
      const save = (next: JobData<'conduct-run'>) => Promise.resolve(void (this.data = next));
      const id = jobIds.conduct(data.runId, data.launch);
      try {
        return await conductRun(this.features.platform, buildJob('conduct-run', id, data, save));
      } catch (error) {
        if (error instanceof Asleep) return null;
        throw error;
      }
    }
  }

  it('adds a job for each shard, and the last job when all shards are finished', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, conductor } = await prepared(features);
    expect(await conductor.step()).toBeNull();
    expect(await waiting(features)).toBe(3);
    const { live } = features.platform.ledger;
    expect(await live.find(run.id)).toMatchObject({ state: 'extracting', progress: { clips: 150 } });
    for (const ordinal of [0, 1, 2]) await live.countShard(run.id, 'extracted', ordinal, {});
    expect(await conductor.step()).toBeNull();
    expect(await live.state(run.id)).toBe('scoring');
    for (const ordinal of [0, 1, 2]) await live.countShard(run.id, 'scored', ordinal, {});
    expect(await conductor.step()).toEqual({ conducted: 1 });
    expect(await waiting(features, 'archives')).toBe(1);
    expect(await features.queue.producer.isPending('finish-scoring', jobIds.finish(run.id, 0))).toBe(true);
  });

  it('adds the training when every shard is extracted', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { shards, run } = await prepared(features);
    const training = trainingRunOf({ archiveId: run.archiveId });
    await features.platform.ledger.open(training);
    const conductor = new Conductor(features, training.id, 0);
    expect(await conductor.step()).toBeNull();
    for (const { ordinal } of shards)
      await features.platform.ledger.live.countShard(training.id, 'extracted', ordinal, {});
    expect(await conductor.step()).toEqual({ conducted: 1 });
    expect(await waiting(features, 'training')).toBe(1);
  });

  it('adds nothing twice if it is killed before it saves, or runs twice', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { conductor } = await prepared(features);
    const first = conductor.data;
    await Promise.all([conductor.step(first), conductor.step(first)]);
    await conductor.step(first);
    await conductor.step({ ...conductor.data, cursor: 0, offset: 0 });
    expect(await waiting(features)).toBe(3);
  });

  it('enqueues the shards that are missing in the store, even if Redis is empty', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, conductor } = await prepared(features, { launch: 1 });
    await putJson(features.store, scoringKeys.part(run.id, 1), partOf(1));
    await conductor.step();
    expect(await waiting(features)).toBe(2);
    expect(await features.queue.producer.isPending('extract-shard', jobIds.extract(run.id, 1, 1))).toBe(
      false,
    );
  });

  it('keeps a window of any number of shards, and refills it as they are finished', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, shards, conductor } = await prepared(features);
    const many = Array.from({ length: 1_000 }, (_, ordinal) => ({
      ...shards[0]!,
      ordinal,
      firstClip: 64 * ordinal,
    }));
    const lines = many.map((shard) => `${JSON.stringify(shard)}\n`).join('');
    await features.store.put(archiveKeys.shards(run.archiveId), lines);
    const key = archiveKeys.index(run.archiveId);
    const index = JSON.parse(Buffer.from(await features.store.get(key)).toString()) as object;
    await putJson(features.store, key, { ...index, shards: many.length, clips: 64 * many.length });
    await conductor.step();
    await conductor.step();
    expect(await waiting(features)).toBe(MOST_OUTSTANDING);
    const { live } = features.platform.ledger;
    for (let ordinal = 0; ordinal < 100; ordinal++) await live.countShard(run.id, 'scored', ordinal, {});
    await conductor.step();
    expect(await waiting(features)).toBe(MOST_OUTSTANDING + 100);
    expect(conductor.data.cursor).toBe(MOST_OUTSTANDING + 100);
  });

  it('does not refill the window while Redis is nearly full', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run } = await prepared(features);
    const platform = { ...features.platform, readRedisUse: () => Promise.resolve(0.95) };
    const conductor = new Conductor({ ...features, platform }, run.id, 0);
    expect(await conductor.step()).toBeNull();
    expect(await waiting(features)).toBe(0);
  });

  it('does nothing for a paused run, and ends a cancelled one', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, conductor } = await prepared(features);
    await features.platform.ledger.move(run.id, 'paused');
    expect(await conductor.step()).toEqual({ skipped: 1 });
    await features.platform.ledger.move(run.id, 'cancelling');
    expect(await conductor.step()).toEqual({ conducted: 1 });
    expect([await waiting(features), await waiting(features, 'archives')]).toEqual([0, 1]);
  });
});
