import { beforeAll, expect, it } from 'vitest';
import { modelIdOfRun, scoreLine, errorLine, type TrainingRunView } from '#libs/contracts';
import { type NamedBytes, labelledClips } from '#libs/synthetic';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';
import { slowClips } from '../support/slow-clips.js';

/** One batch and the second between two checks would be enough. The rest is for a busy machine. */
const CANCEL_MS = 15_000;
/** The training never reaches this number of epochs. */
const MANY_EPOCHS = 2_000;

describeWithRedis('cancelling', (redisUrl) => {
  const keep = keepForTests();
  let store: RealStore;
  let stack: RealStack;
  let folder: RealFolder;
  let corpusId: string;
  let modelId: string;

  beforeAll(async () => {
    store = keep(await folderStore());
    folder = keep(await RealFolder.make());
    stack = keep(
      await RealStack.start({
        redisUrl,
        store,
        featureWorkers: 1,
        gpuWorkers: 1,
      }),
    );
    corpusId = await upload('labelled.zip', labelledClips(3, 4, 4));
    const { id } = await stack.client.train({
      archiveId: corpusId,
      corpus: 'folder',
      featureSet: 'span-20',
      epochs: 1,
    });
    modelId = ((await stack.client.over(id)) as TrainingRunView).modelId!;
  }, 180_000);

  async function upload(name: string, files: Iterable<NamedBytes>): Promise<string> {
    return stack.client.upload(await folder.zip(name, files));
  }

  it('ends a scoring run during extraction, keeps its scores and counts the other clips as cancelled', async () => {
    const { client } = stack;
    const archiveId = await upload('slow.zip', slowClips(320));
    const { id } = await client.score({ archiveId, modelId });
    await client.until(id, ({ progress }) => progress.scored > 0);
    await client.cancel(id);
    const askedAt = Date.now();
    expect((await client.over(id)).state).toBe('cancelled');
    expect(Date.now() - askedAt).toBeLessThan(CANCEL_MS);
    const { clips, scored, failed, cancelled } = await client.summary(id);
    expect(clips).toBe(320);
    expect(scored).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
    expect(scored + failed + cancelled).toBe(clips);
    expect(await client.lines(id, 'scores', scoreLine)).toHaveLength(scored);
    expect(await client.lines(id, 'errors', errorLine)).toHaveLength(failed);
    expect((await client.run(id)).progress).toMatchObject({ clips, scored, failed, cancelled });
  }, 120_000);

  it('ends a training within seconds and registers no model', async () => {
    const { client } = stack;
    const { id } = await client.train({ archiveId: corpusId, corpus: 'folder', epochs: MANY_EPOCHS });
    await client.until(id, ({ progress }) => progress.epoch >= 2);
    await client.cancel(id);
    const askedAt = Date.now();
    expect((await client.over(id)).state).toBe('cancelled');
    expect(Date.now() - askedAt).toBeLessThan(CANCEL_MS);
    expect(await client.status(`/v1/models/${modelIdOfRun(id)}`)).toBe(404);
    expect(await client.status(`/v1/training-runs/${id}/report`)).toBe(409);
  }, 120_000);

  it('frees the worker for the next training', async () => {
    const { client } = stack;
    const { id } = await client.train({ archiveId: corpusId, corpus: 'folder', epochs: 1 });
    expect((await client.over(id)).state).toBe('completed');
  }, 120_000);
});
