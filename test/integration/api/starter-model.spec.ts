import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EVERYBODY, type ModelCard } from '#libs/contracts';
import { exportOnnx, initialWeights, loadModel, saveModel } from '#libs/model';
import { modelKeys } from '#libs/storage';
import { installStarterModel } from '../../../apps/api/src/models/starter-model.js';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { TINY_RECIPE } from '../../support/gpu.js';
import { holderOf } from '../../support/keys.js';
import { LABELS, modelCardOf, PAPER_20 } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfClips } from '../../support/zip.js';

const SHAPE = { frames: 20, coefficients: 40 };

/** Writes a folder as `npm run starter-model` does. */
async function starterFolder(): Promise<{ folder: string; card: ModelCard }> {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-starter-'));
  const saved = saveModel({
    recipe: TINY_RECIPE,
    labels: LABELS,
    featureSetId: PAPER_20,
    shape: SHAPE,
    standardizer: { mean: new Float32Array(40), deviation: new Float32Array(40).fill(1) },
    weights: initialWeights(TINY_RECIPE, SHAPE, LABELS.length, 1),
  });
  const card = modelCardOf({ owner: EVERYBODY, recipe: TINY_RECIPE, weightsSha256: saved.weightsSha256 });
  await writeFile(join(folder, 'model.json'), saved.json);
  await writeFile(join(folder, 'weights.bin'), saved.weights);
  await writeFile(join(folder, 'model.onnx'), exportOnnx(loadModel(saved)));
  await writeFile(join(folder, 'card.json'), JSON.stringify(card));
  return { folder, card };
}

describeWithRedis('the starter model', (redisUrl) => {
  let starter: Awaited<ReturnType<typeof starterFolder>>;
  beforeAll(async () => void (starter = await starterFolder()));
  afterAll(() => rm(starter.folder, { recursive: true }));

  it("is listed after each owner's models, and every owner can score with it", async () => {
    await using api = await startReadyApi(redisUrl);
    await installStarterModel(api.platform.store, starter.folder);
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    const own = modelCardOf({ owner: 'alice' });
    await api.platform.models.save(own);
    const idsOf = async (holder: typeof alice, query = '') => {
      const page = await holder.call('GET', `/v1/models${query}`);
      return (await page.json()) as { items: { id: string }[]; nextCursor: string | null };
    };
    const { id } = starter.card;
    expect((await idsOf(alice)).items.map((model) => model.id)).toEqual([own.id, id]);
    expect((await idsOf(bob)).items.map((model) => model.id)).toEqual([id]);

    const first = await idsOf(alice, '?limit=1');
    expect(first).toMatchObject({ items: [{ id: own.id }], nextCursor: own.id });
    const second = await idsOf(alice, `?limit=1&cursor=${own.id}`);
    expect(second).toMatchObject({ items: [{ id }], nextCursor: null });

    expect((await bob.call('GET', `/v1/models/${id}/onnx`)).status).toBe(200);
    const archive = await uploadZip({ ...api, call: bob.call }, await zipOfClips(2));
    const run = await bob.call('POST', '/v1/scoring-runs', { archiveId: archive.id, modelId: id });
    expect(run.status).toBe(202);
  });

  it('is written once', async () => {
    await using api = await startReadyApi(redisUrl);
    const { store } = api.platform;
    const { id } = await installStarterModel(store, starter.folder);
    const before = await store.head(modelKeys.weights(id));
    await installStarterModel(store, starter.folder);
    expect(before).not.toBeNull();
    expect(await store.head(modelKeys.weights(id))).toEqual(before);
  });

  it('is updated with the card of a later release', async () => {
    await using api = await startReadyApi(redisUrl);
    const { store } = api.platform;
    const { id } = await installStarterModel(store, starter.folder);
    const later = { ...starter.card, intendedUse: 'what a later release says of it' };
    await writeFile(join(starter.folder, 'card.json'), JSON.stringify(later));
    await installStarterModel(store, starter.folder);
    expect(await api.platform.models.find(id)).toEqual(later);
  });

  it('belongs to an owner that no key can have', async () => {
    await using api = await startReadyApi(redisUrl);
    const admin = await holderOf(api, 'alice', ['admin']);
    const body = { owner: EVERYBODY, name: 'a key', scopes: ['read'] };
    const answer = await admin.call('POST', '/v1/keys', body);
    expect(await problemOf(answer)).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
