import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ScoringRunView, TrainingRunView } from '#libs/contracts';
import { scoringKeys } from '#libs/storage';
import { labelledClips, unlabelledClips } from '#libs/synthetic';
import { createBadClips } from '../support/bad-clips.js';
import { keepForTests } from '../support/kept.js';
import { OwnRedis, REDIS_BINARY } from '../support/own-redis.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { slowClips } from '../support/slow-clips.js';

const why = REDIS_BINARY === null ? ' (skipped: no redis-server on PATH)' : '';
const CLIPS = 320;

describe.skipIf(REDIS_BINARY === null)(`steering a run${why}`, () => {
  const keep = keepForTests();
  let redis: OwnRedis;
  let store: RealStore;
  let stack: RealStack;
  let folder: RealFolder;
  let corpusId: string;
  let modelId: string;

  beforeAll(async () => {
    redis = keep(await OwnRedis.create());
    store = keep(await folderStore());
    folder = keep(await RealFolder.make());
    stack = keep(await RealStack.start({ redisUrl: redis.url, store, featureWorkers: 1, gpuWorkers: 1 }));
    corpusId = await stack.client.upload(await folder.zip('labelled.zip', labelledClips(3, 4, 4)));
    const request = { archiveId: corpusId, corpus: 'folder', featureSet: 'span-20', epochs: 1 } as const;
    const { id } = await stack.client.train(request);
    modelId = ((await stack.client.over(id)) as TrainingRunView).modelId!;
  }, 180_000);

  const scores = async (runId: string) => Buffer.from(await store.store.get(scoringKeys.scores(runId)));

  /** Starts a run of clips that are not extracted yet, and waits until some are scored. */
  const startRun = async (name: string, clips = CLIPS) => {
    const archiveId = await stack.client.upload(await folder.zip(name, slowClips(clips)));
    const { id } = await stack.client.score({ archiveId, modelId });
    await stack.client.until(id, ({ progress }) => progress.scored > 0);
    return { id, archiveId };
  };
  /** Scores the same archive in an undisturbed run. */
  const scoreUndisturbed = async (archiveId: string) => {
    const { id } = await stack.client.score({ archiveId, modelId });
    expect((await stack.client.over(id)).state).toBe('completed');
    return scores(id);
  };

  it('reports a run as interrupted after Redis is flushed, and resumes it with the same result', async () => {
    const { client } = stack;
    const { id, archiveId } = await startRun('flushed.zip');
    const admin = new Redis(redis.url);
    await admin.flushall();
    admin.disconnect();
    expect((await client.run(id)).state).toBe('interrupted');
    expect(await client.steer(id, 'resume')).toMatchObject({ launch: 1 });
    expect((await client.over(id)).state).toBe('completed');
    expect(await client.summary(id)).toMatchObject({ clips: CLIPS, scored: CLIPS, failed: 0, cancelled: 0 });
    expect((await scores(id)).equals(await scoreUndisturbed(archiveId))).toBe(true);
  }, 180_000);

  it('stops a paused run, and resumes it where it was', async () => {
    const { client } = stack;
    const { id, archiveId } = await startRun('paused.zip');
    expect((await client.steer(id, 'pause')).state).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 3_000)); // running jobs have ended
    const held = (await client.run(id)).progress;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await client.run(id)).progress).toEqual(held);
    expect(held.scored).toBeLessThan(CLIPS);
    await client.steer(id, 'resume');
    expect((await client.over(id)).state).toBe('completed');
    expect((await scores(id)).equals(await scoreUndisturbed(archiveId))).toBe(true);
  }, 180_000);

  it('resumes a cancelled run without repeating completed work', async () => {
    const { client } = stack;
    const { id } = await startRun('cancelled.zip');
    await client.cancel(id);
    expect((await client.over(id)).state).toBe('cancelled');
    const { scored, cancelled } = await client.summary(id);
    expect(cancelled).toBeGreaterThan(0);
    const first = await store.store.head(scoringKeys.part(id, 0));
    await client.steer(id, 'resume');
    const run = (await client.over(id)) as ScoringRunView;
    expect(run).toMatchObject({ state: 'completed', progress: { scored: CLIPS, cancelled: 0 } });
    expect(scored).toBeLessThan(CLIPS);
    expect(await store.store.head(scoringKeys.part(id, 0))).toEqual(first);
  }, 180_000);

  it('retries failed clips, and no others', async () => {
    const { client } = stack;
    const { files } = unlabelledClips(9, 70);
    const good = files.filter(({ name }) => name.startsWith('calls/call-'));
    const clips = [...createBadClips(good[0]!.bytes), ...good];
    const archiveId = await client.upload(await folder.zip('bad.zip', clips));
    const { id } = await client.score({ archiveId, modelId });
    expect((await client.over(id)).state).toBe('completed_with_errors');
    const before = await client.summary(id);
    const bytes = await scores(id);
    await expect(client.retryFailed(id)).rejects.toThrow(/409 .*run\.nothing_to_retry/);
    expect(await client.retryFailed(id, { codes: ['clip.silent', 'clip.empty'] })).toMatchObject({
      launch: 1,
      retries: [{ round: 1, codes: expect.arrayContaining(['clip.empty', 'clip.silent']) }],
    });
    expect((await client.over(id)).state).toBe('completed_with_errors');
    const { scored, failed, errorsByCode } = await client.summary(id);
    expect({ scored, failed, errorsByCode }).toEqual({
      scored: before.scored,
      failed: before.failed,
      errorsByCode: before.errorsByCode,
    });
    expect((await scores(id)).equals(bytes)).toBe(true);
    const retried: string[] = [];
    for await (const { key } of store.store.list(`${scoringKeys.prefix(id)}parts/`))
      if (scoringKeys.parsePart(key).round === 1) retried.push(key);
    expect(retried).toHaveLength(1);
    await expect(client.steer(id, 'resume')).rejects.toThrow(/409 .*run\.already_over/);
    await expect(client.steer(id, 'pause')).rejects.toThrow(/409 .*run\.already_over/);
  }, 120_000);

  it('scores while a training is running on the only device', async () => {
    const { client } = stack;
    const training = await client.train({ archiveId: corpusId, corpus: 'folder', epochs: 2_000 });
    await client.until(training.id, ({ progress }) => progress.epoch > 0);
    const archiveId = await client.upload(await folder.zip('meanwhile.zip', slowClips(20)));
    const { id } = await client.score({ archiveId, modelId });
    expect((await client.over(id)).state).toBe('completed');
    expect((await client.run(training.id)).state).toBe('training');
    await client.cancel(training.id);
    expect((await client.over(training.id)).state).toBe('cancelled');
  }, 120_000);
});
