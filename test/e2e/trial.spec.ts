import { beforeAll, expect, it } from 'vitest';
import { MOST_TRIAL_BYTES, scoreLine, trialView, usageView } from '#libs/contracts';
import { labelledClips } from '#libs/synthetic';
import { problemOf } from '../support/api.js';
import { createBadClips } from '../support/bad-clips.js';
import { keepForTests } from '../support/kept.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';
import { keysOf } from '../support/temp-store.js';

describeWithRedis('a try of a recording', (redisUrl) => {
  const keep = keepForTests();
  const clips = [...labelledClips(5, 3, 1)];
  let folder: RealFolder;
  let store: RealStore;
  let stack: RealStack;
  let starter: string;
  const post = (body: Uint8Array, type = 'audio/wav') =>
    fetch(`${stack.url}/v1/models/${starter}/try`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });

  beforeAll(async () => {
    folder = keep(await RealFolder.make());
    store = keep(await folderStore());
    stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
    const { items } = (await (await fetch(`${stack.url}/v1/models`)).json()) as { items: { id: string }[] };
    starter = items[0]!.id;
  }, 120_000);

  it('returns the same score as a run', async () => {
    const { client } = stack;
    const archiveId = await client.upload(await folder.zip('same.zip', clips));
    const run = await client.score({ archiveId, modelId: starter });
    await client.over(run.id);
    const lines = await client.lines(run.id, 'scores', scoreLine);
    expect(lines).toHaveLength(clips.length);
    for (const { name, label, probabilities, durationSeconds } of lines.slice(0, 4)) {
      const bytes = clips.find((clip) => clip.name === name)!.bytes;
      const said = trialView.parse(await (await post(bytes)).json());
      expect(said).toMatchObject({ label, durationSeconds, modelId: starter });
      for (const [each, probability] of Object.entries(probabilities))
        expect(said.probabilities[each]).toBeCloseTo(probability, 4);
      expect(said.milliseconds.total).toBeGreaterThanOrEqual(said.milliseconds.scoring);
    }
  }, 60_000);

  it("counts as audio of the owner's day", async () => {
    const used = async () =>
      usageView.parse(await (await fetch(`${stack.url}/v1/usage`)).json()).audioSecondsToday.used;
    const before = await used();
    let seconds = 0;
    for (const { bytes } of clips.slice(0, 4))
      seconds += trialView.parse(await (await post(bytes)).json()).durationSeconds;
    expect(seconds).toBeGreaterThan(2);
    expect(Math.abs((await used()) - before - seconds), 'whole seconds').toBeLessThanOrEqual(1);
  });

  it('returns the error of a bad recording at once', async () => {
    for (const { bytes, code } of createBadClips(clips[0]!.bytes)) {
      const problem = await problemOf(await post(bytes));
      expect(problem).toMatchObject({ status: 422, code });
    }
    const large = await problemOf(await post(Buffer.alloc(MOST_TRIAL_BYTES + 1, 1)));
    expect(large).toMatchObject({ status: 413, code: 'request.too_large' });
    const json = await problemOf(await post(Buffer.from('{}'), 'application/json'));
    expect(json).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
  }, 60_000);

  it('is served before the shards of an active run, and leaves nothing behind', async () => {
    const { client } = stack;
    const many = [...labelledClips(6, 24, 4)];
    const archiveId = await client.upload(await folder.zip('many.zip', many));
    const run = await client.score({ archiveId, modelId: starter });
    await client.until(run.id, ({ progress }) => progress.extracted > 0);
    const said = await post(clips[0]!.bytes);
    const then = await client.run(run.id);
    expect(said.status).toBe(200);
    expect(then.progress.scored, 'the run was not over').toBeLessThan(many.length);
    await client.over(run.id);
    await expect.poll(() => keysOf(store.store, 'tries/')).toEqual([]);
    await expect.poll(() => keysOf(store.store, 'expirations/')).toEqual([]);
  }, 120_000);
});
