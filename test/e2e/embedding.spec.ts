import { expect, it } from 'vitest';
import { embeddingModelView, scoreLine, type TrainingRunView } from '#libs/contracts';
import { featureKeys } from '#libs/storage';
import { decodeShard } from '#libs/features';
import { labelledClips } from '#libs/synthetic';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis } from '../support/services.js';
import { statisticsModel } from '../support/statistics-model.js';

describeWithRedis('embeddings', (redisUrl) => {
  it('of an uploaded model can be extracted, trained on and scored', async () => {
    await using store = await folderStore();
    await using stack = await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 });
    await using folder = await RealFolder.make();
    const { client } = stack;
    const answer = await fetch(`${stack.url}/v1/embedding-models?inputScaling=none`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(statisticsModel),
    });
    const { id: featureSet, dimensions } = embeddingModelView.parse(await answer.json());
    expect(dimensions).toBe(2);

    const archiveId = await client.upload(await folder.zip('clips.zip', labelledClips(1, 4, 2)));
    const started = await client.train({ archiveId, corpus: 'folder', featureSet, epochs: 1 });
    const training = (await client.over(started.id)) as TrainingRunView;
    expect([training.state, training.error]).toEqual(['completed', null]);
    const keys: string[] = [];
    for await (const { key } of store.store.list(`features/${training.featureSetId}/`)) keys.push(key);
    const tensor = keys.find((key) => key.endsWith('.safetensors'))!;
    expect(keys).toContain(featureKeys.definition(training.featureSetId));
    const { values, coefficients } = decodeShard(await store.store.get(tensor), training.featureSetId);
    expect(coefficients).toBe(2);
    // The mean is near zero, and the maximum within full scale.
    expect(Math.abs(values[0]!)).toBeLessThan(0.05);
    expect(values[1]).toBeGreaterThan(0.05);

    const { id } = await client.score({ archiveId, modelId: training.modelId! });
    expect((await client.over(id)).state).toBe('completed');
    expect(await client.lines(id, 'scores', scoreLine)).toHaveLength(training.progress.clips!);
  }, 120_000);
});
