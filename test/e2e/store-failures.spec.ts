import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobIds, scoringRunRecord, type TrainingRunView } from '#libs/contracts';
import { getJson, recordKey } from '#libs/storage';
import { labelledClips, unlabelledClips } from '#libs/synthetic';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import type { RealProcess } from '../support/real-process.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';
import { SmallDisk } from '../support/small-disk.js';

const CLIPS = 40;
const MEGABYTES = 48;

const mounted = await SmallDisk.mount(MEGABYTES);
const isMounted = mounted instanceof SmallDisk;

const suite = (disk: SmallDisk, redisUrl: string): void => {
  const keep = keepForTests();
  let store: RealStore;
  let stack: RealStack;
  let modelId: string;

  beforeAll(async () => {
    keep(disk);
    store = keep(await folderStore(disk.path));
    stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
    await using folder = await RealFolder.make();
    const corpusId = await stack.client.upload(await folder.zip('labelled.zip', labelledClips(4, 4, 2)));
    const { id } = await stack.client.train({ archiveId: corpusId, corpus: 'folder', epochs: 1 });
    modelId = ((await stack.client.over(id)) as TrainingRunView).modelId!;
    await stack.features[0]![Symbol.asyncDispose]();
  }, 180_000);

  afterEach(async () => {
    await disk.free();
  });

  /** Creates a run that waits for a worker. Its archive is not indexed. */
  async function waitingRun(seed: number): Promise<string> {
    await using folder = await RealFolder.make();
    const files = unlabelledClips(seed, CLIPS).files.filter(({ name }) => name.startsWith('calls/call-'));
    const archiveId = await stack.client.upload(await folder.zip('unlabelled.zip', files));
    return (await stack.client.score({ archiveId, modelId })).id;
  }

  function failuresOf(worker: RealProcess) {
    return worker.log.filter(({ msg }) => msg === 'job failed').map((line) => line['code']);
  }

  it('delays the run, which completes once there is space again', async () => {
    const { client } = stack;
    const id = await waitingRun(5);
    await disk.fill();
    await using worker = stack.startFeatureWorker();
    await worker.logged('job failed');
    expect(failuresOf(worker)).toContain('store.unavailable');
    expect((await client.run(id)).state).toBe('indexing');
    await disk.free();
    expect((await client.over(id)).state).toBe('completed');
    expect(await client.summary(id)).toMatchObject({ clips: CLIPS, scored: CLIPS, failed: 0, cancelled: 0 });
  }, 120_000);

  it('makes the API answer 503 store.unavailable to uploads', async () => {
    await using folder = await RealFolder.make();
    const zip = await folder.zip('labelled.zip', labelledClips(4, 4, 1));
    await disk.fill();
    await expect(stack.client.upload(zip)).rejects.toThrow(/503 .*store\.unavailable/);
    expect(await leftovers()).toEqual([]);
  });

  it('fails the run after its last retry, records that later, and leaves no partial object', async () => {
    const { client } = stack;
    const id = await waitingRun(6);
    await allowAttempts(2, id);
    await disk.fill();
    await using worker = stack.startFeatureWorker();
    const run = await client.over(id);
    expect(run).toMatchObject({ state: 'failed', error: { code: 'store.unavailable' } });
    expect(new Set(failuresOf(worker))).toEqual(new Set(['store.unavailable']));
    expect(await client.status(`/v1/scoring-runs/${id}/summary`)).toBe(409);
    await disk.free();
    const recorded = async () =>
      (await getJson(store.store, recordKey('scoring-runs', id), scoringRunRecord)).state;
    await expect.poll(recorded, { timeout: 60_000, interval: 200 }).toBe('failed');
    expect(await leftovers()).toEqual([]);
  }, 120_000);

  /** Limits the attempts of a run's first job. Two attempts take one second; the default of eight takes two minutes. */
  async function allowAttempts(attempts: number, runId: string): Promise<void> {
    const redis = new Redis(redisUrl);
    const key = `${stack.prefix}:archives:${jobIds.index(runId, 0)}`;
    const options = JSON.parse((await redis.hget(key, 'opts')) ?? '{}') as object;
    await redis.hset(key, 'opts', JSON.stringify({ ...options, attempts }));
    redis.disconnect();
  }

  async function leftovers(): Promise<string[]> {
    return readdir(join(store.env['STORE_DIR']!, '.tmp'));
  }
};

const name = 'a store whose disk is full';
if (isMounted) describeWithRedis(name, (redisUrl) => suite(mounted, redisUrl));
else describe.skip(`${name} (skipped: ${mounted.reason})`, () => undefined);
