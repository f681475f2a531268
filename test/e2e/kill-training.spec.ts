import { beforeAll, expect, it } from 'vitest';
import type { TrainingRunView } from '#libs/contracts';
import { labelledClips } from '#libs/synthetic';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';

const EPOCHS = 8;
/** The worker ends in the epoch after this one. */
const EPOCHS_BEFORE = 3;
const DRAIN_MS = 10_000;

describeWithRedis('a training whose worker ends', (redisUrl) => {
  const keep = keepForTests();
  let store: RealStore;
  let stack: RealStack;
  let archiveId: string;
  /** The SHA-256 of the weights of an undisturbed training. */
  let expectedWeights: string;

  beforeAll(async () => {
    store = keep(await folderStore());
    stack = keep(
      await RealStack.start({
        redisUrl,
        store,
        featureWorkers: 1,
        gpuWorkers: 1,
      }),
    );
    await using folder = await RealFolder.make();
    archiveId = await stack.client.upload(await folder.zip('labelled.zip', labelledClips(2, 6, 5)));
    expectedWeights = await weightsOf(await train());
  }, 180_000);

  async function train(): Promise<string> {
    return (await stack.client.train({ archiveId, corpus: 'folder', epochs: EPOCHS, seed: 7 })).id;
  }

  async function weightsOf(runId: string): Promise<string> {
    const run = await stack.client.until(runId, ({ state }) => state === 'completed');
    const { modelId } = run as TrainingRunView;
    return (await stack.client.model(modelId!)).weightsSha256;
  }

  async function inMidTraining(): Promise<string> {
    const runId = await train();
    await stack.client.until(runId, ({ progress }) => progress.epoch >= EPOCHS_BEFORE);
    return runId;
  }

  async function expectResumed(runId: string): Promise<void> {
    const events = (await stack.client.allEvents(runId)).map(({ event }) => event);
    const resumed = events.flatMap((event) => (event.type === 'checkpoint.resumed' ? [event.epoch] : []));
    expect(resumed).toHaveLength(1);
    expect(resumed[0]).toBeGreaterThanOrEqual(EPOCHS_BEFORE);
    expect(resumed[0]).toBeLessThan(EPOCHS);
    const epochs = events.flatMap((event) => (event.type === 'epoch.finished' ? [event.metrics.epoch] : []));
    expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
    expect(epochs.at(-1)).toBe(EPOCHS);
  }

  it('resumes at the last checkpoint after the worker is killed, with identical weights', async () => {
    const runId = await inMidTraining();
    stack.gpus.at(-1)!.kill('SIGKILL');
    stack.startGpuWorker();
    expect(await weightsOf(runId)).toBe(expectedWeights);
    await expectResumed(runId);
  }, 120_000);

  it('returns to the queue on SIGTERM, and another worker resumes it with identical weights', async () => {
    const runId = await inMidTraining();
    const worker = stack.gpus.at(-1)!;
    const askedAt = Date.now();
    worker.kill('SIGTERM');
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - askedAt).toBeLessThan(DRAIN_MS);
    const next = stack.startGpuWorker();
    expect(await weightsOf(runId)).toBe(expectedWeights);
    await expectResumed(runId);
    // The worker returned the job, so it did not have to wait for a lock to expire.
    expect(next.log.map(({ msg }) => msg)).not.toContain('a job lost its worker and returns to the queue');
  }, 120_000);
});
