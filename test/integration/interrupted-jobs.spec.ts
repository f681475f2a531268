import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  jobIds,
  messageIdOfRun,
  newId,
  scorePart,
  webhookRecord,
  type ArchiveRecord,
  type RunRecord,
} from '#libs/contracts';
import { WebhookStore, announceEnd } from '#libs/outbound';
import { RunLedger } from '#libs/runs';
import { Records, getJson, putJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { craftedTar } from '../../libs/archive/src/testing/crafted-tar.js';
import { deliverWebhook } from '../../apps/worker-features/src/deliver-webhook.processor.js';
import { extractShard } from '../../apps/worker-features/src/extract-shard.processor.js';
import { finishScoring } from '../../apps/worker-features/src/finish-scoring.processor.js';
import { indexArchive } from '../../apps/worker-features/src/index-archive.processor.js';
import type { EngineHost } from '#libs/learning';
import { scoreShard } from '../../apps/worker-gpu/src/score-shard.processor.js';
import { train } from '../../apps/worker-gpu/src/train.processor.js';
import {
  OWN_ADDRESSES,
  buildJob,
  indexed,
  buildShardJob,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../support/features-worker.js';
import { TINY_RECIPE, startGpu, storeModel } from '../support/gpu.js';
import { expectSameAfterEachPut, type World } from '../support/interrupted-job.js';
import { scoringRunOf, trainingRunOf } from '../support/records.js';
import { describeWithRedis } from '../support/services.js';
import { keysOf } from '../support/temp-store.js';
import { voicedWav } from '../support/wav.js';
import { zipOfClips, zipOfCorpus } from '../support/zip.js';

/** A job runs three times for each of its puts, which takes long. */
const SLOW = 300_000;

const corpus = await zipOfCorpus(['angry', 'calm'], 10);
const clips = await zipOfClips(3);
const tarOfClips = craftedTar([100, 200].map((hertz) => ({ name: `${hertz}.wav`, bytes: voicedWav(hertz) })));
const archiveId = newId('archive');
const modelId = newId('model');
const webhookId = newId('webhook');
const scoringRun = scoringRunOf({ archiveId, modelId });
const trainingRun = trainingRunOf({ archiveId, resolvedRecipe: { ...TINY_RECIPE, epochs: 2 } });

describeWithRedis('a job whose process ends after a put', (redisUrl) => {
  let gpu: EngineHost; // shared by all tests, because an engine takes a second to start
  beforeAll(async () => void (gpu = await startGpu()));
  afterAll(() => gpu.close());

  /** Creates a world with an archive. */
  const world = async (
    bytes: Uint8Array,
    format: ArchiveRecord['format'],
    prepare: (features: TestFeatures, archive: ArchiveRecord) => Promise<World['attempt']>,
  ): Promise<World> => {
    const features = await openTestFeatures(redisUrl);
    const { store } = features;
    const archive = await storeArchive(store, bytes, format, archiveId);
    const attempt = await prepare(features, archive);
    return { store, attempt, [Symbol.asyncDispose]: () => features[Symbol.asyncDispose]() };
  };
  /** The features of the corpus from the first world, because an extraction thread takes seconds to start. */
  const made = new Map<string, Uint8Array>();
  const extractAll = async (features: TestFeatures, archive: ArchiveRecord, run: RunRecord) => {
    for (const [key, bytes] of made) await features.store.put(key, bytes);
    for (const shard of await indexed(features.store, archive)) {
      const job = buildJob(
        'extract-shard',
        jobIds.extract(run.id, 0, shard.ordinal),
        buildShardJob(run, shard),
      );
      await extractShard(features.platform, job);
    }
    for (const key of await keysOf(features.store, 'features/')) made.set(key, await features.store.get(key));
  };
  /** Creates a ledger that announces the end of a run to the owner's webhooks, as in production. */
  const ledgerOn = ({ queue }: TestFeatures, store: ObjectStore) =>
    new RunLedger(store, queue.live, (run) => announceEnd(store, queue.producer, run));
  const gpuPlatform = (features: TestFeatures, store: ObjectStore) => {
    const { producer, trials } = features.platform;
    return { store, producer, trials, gpu, ledger: ledgerOn(features, store) };
  };
  const subscribe = (store: ObjectStore, url = 'http://127.0.0.1:9/') =>
    new Records(store, 'webhooks', webhookRecord).save({
      v: 1,
      id: webhookId,
      owner: trainingRun.owner,
      url,
      secret: 'whsec_c2VjcmV0IG9mIGEgdGVzdCBhbG9uZQ==',
      createdAt: '2026-01-02T03:04:05.000Z',
    });
  /** Starts a scoring run of three clips with an untrained model, and returns the job that extracts its only shard. */
  const beginScoring = async (features: TestFeatures, archive: ArchiveRecord) => {
    const { createdAt, id: trainingRunId } = trainingRun;
    await storeModel(features.store, { id: modelId, createdAt, archiveId, trainingRunId });
    await features.platform.ledger.open(scoringRun);
    const [shard] = await indexed(features.store, archive);
    return buildShardJob(scoringRun, shard!);
  };
  const extractedShard = async (features: TestFeatures, archive: ArchiveRecord) => {
    const data = await beginScoring(features, archive);
    await extractShard(
      features.platform,
      buildJob('extract-shard', jobIds.extract(scoringRun.id, 0, 0), data),
    );
    return buildJob('score-shard', jobIds.score(scoringRun.id, 0, 0), data);
  };

  it('train', { timeout: SLOW }, async () => {
    const puts = await expectSameAfterEachPut(() =>
      world(corpus, 'zip', async (features, archive) => {
        await subscribe(features.store);
        await features.platform.ledger.open(trainingRun);
        await extractAll(features, archive, trainingRun);
        const { id: runId, launch } = trainingRun;
        const job = buildJob('train', jobIds.train(runId, launch), { v: 1, runId, launch });
        return (store) => train(gpuPlatform(features, store), job);
      }),
    );
    expect(puts).toBeGreaterThan(10);
  });

  it.each(['zip', 'tar'] as const)('index-archive of a %s', { timeout: SLOW }, async (format) => {
    await expectSameAfterEachPut(() =>
      world(format === 'zip' ? clips : tarOfClips, format, async (features) => {
        await features.platform.ledger.open(scoringRun);
        const { id: runId, launch } = scoringRun;
        const job = buildJob('index-archive', jobIds.index(runId, launch), {
          v: 1,
          runId,
          launch,
          archiveId,
        });
        return (store) => indexArchive(features.on(store), job);
      }),
    );
  });

  it('extract-shard', { timeout: SLOW }, async () => {
    const puts = await expectSameAfterEachPut(() =>
      world(clips, 'zip', async (features, archive) => {
        const data = await beginScoring(features, archive);
        const job = buildJob('extract-shard', jobIds.extract(scoringRun.id, 0, 0), data);
        return (store) => extractShard(features.on(store), job);
      }),
    );
    expect(puts).toBe(3); // the claim, the tensor and the report
  });

  it('score-shard', { timeout: SLOW }, async () => {
    await expectSameAfterEachPut(() =>
      world(clips, 'zip', async (features, archive) => {
        const job = await extractedShard(features, archive);
        return (store) => scoreShard(gpuPlatform(features, store), job);
      }),
    );
  });

  it('finish-scoring', { timeout: SLOW }, async () => {
    await expectSameAfterEachPut(() =>
      world(clips, 'zip', async (features, archive) => {
        await subscribe(features.store);
        await scoreShard(gpuPlatform(features, features.store), await extractedShard(features, archive));
        await forgetDurations(features.store);
        const { id: runId, launch } = scoringRun;
        const job = buildJob('finish-scoring', jobIds.finish(runId, launch), { v: 1, runId, launch });
        return (store) => {
          const platform = { ...features.on(store), ledger: ledgerOn(features, store) };
          return finishScoring(platform, job);
        };
      }),
    );
  });

  it('deliver-webhook', async () => {
    await using receiver = await startReceiver();
    await expectSameAfterEachPut(() =>
      world(clips, 'zip', async ({ store, queue }) => {
        const ended = { ...scoringRun, state: 'completed', finishedAt: scoringRun.createdAt } as const;
        await subscribe(store, receiver.url);
        await announceEnd(store, queue.producer, ended);
        const deliveryId = messageIdOfRun(ended);
        const data = { v: 1, webhookId, deliveryId, replays: 0 } as const;
        const job = buildJob('deliver-webhook', jobIds.deliver(webhookId, deliveryId, 0), data);
        return (own) => deliverWebhook({ webhooks: new WebhookStore(own), guard: OWN_ADDRESSES }, job);
      }),
    );
  });
});

/** Removes the measured times from a part, because the results contain its hash. */
async function forgetDurations(store: ObjectStore): Promise<void> {
  const key = scoringKeys.part(scoringRun.id, 0);
  const { work: _measured, ...part } = await getJson(store, key, scorePart);
  await putJson(store, key, part);
}

/** Starts a receiver of webhooks that accepts every message. */
async function startReceiver() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
