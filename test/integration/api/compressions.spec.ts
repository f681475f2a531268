import { expect, it } from 'vitest';
import { trainingRunView, type ModelCard, type TrainingRunRecord } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { modelCardOf, trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfCorpus } from '../../support/zip.js';

const zip = await zipOfCorpus(['angry', 'calm'], 6);

/** Stores a model and its training run. */
async function trained(api: TestApi): Promise<{ card: ModelCard; run: TrainingRunRecord }> {
  const { id: archiveId } = await uploadZip(api, zip);
  const run = trainingRunOf({ archiveId, state: 'completed', split: 'P0', seed: 3 });
  await api.platform.ledger.training.save(run);
  const card = modelCardOf({ archiveId, trainingRunId: run.id });
  await api.platform.models.save(card);
  return { card, run };
}

const path = (id: string) => `/v1/models/${id}/compressions`;

describeWithRedis('POST /v1/models/:id/compressions', (redisUrl) => {
  it.each([
    [{ method: { kind: 'quantize' } }, { kind: 'quantize', precision: 'int8' }, 'paper', { epochs: 60 }],
    [
      { method: { kind: 'prune' }, epochs: 4 },
      { kind: 'prune', sparsity: 0.8 },
      'paper',
      { epochs: 4, units: 128 },
    ],
    [
      { method: { kind: 'distill' } },
      { kind: 'distill', temperature: 3, softShare: 0.8 },
      'student-lstm',
      { units: 40 },
    ],
    [
      { method: { kind: 'distill' }, recipe: 'last-step', epochs: 2 },
      { kind: 'distill' },
      'last-step',
      { epochs: 2 },
    ],
  ])(
    'starts a training run for %j on the corpus and split of the parent',
    async (body, method, recipe, resolved) => {
      await using api = await startReadyApi(redisUrl);
      const { card, run } = await trained(api);
      const response = await api.call('POST', path(card.id), body);
      expect(response.status).toBe(202);
      const begun = trainingRunView.parse(await response.json());
      const { archiveId, corpus, split, fold, seed, featureSetId } = run;
      expect(begun).toMatchObject({
        archiveId,
        corpus,
        split,
        fold,
        seed,
        featureSetId,
        recipe,
        state: 'queued',
      });
      expect(begun.compression).toMatchObject({ parentModelId: card.id, method });
      expect(begun.resolvedRecipe).toMatchObject(resolved);
      expect(begun.resolvedRecipe.validationShare).toBe(run.resolvedRecipe.validationShare);
      expect(begun.id).not.toBe(run.id);
    },
  );

  it.each([
    [{ method: { kind: 'shrink' } }, 400, 'request.invalid'],
    [{ method: { kind: 'quantize' }, recipe: 'paper' }, 400, 'request.invalid'],
    [{ method: { kind: 'distill' }, recipe: 'worst' }, 422, 'recipe.unknown'],
    [{ method: { kind: 'distill' }, recipe: 'student-conv' }, 422, 'feature_set.not_trainable'],
  ])('rejects %j with %i %s', async (body, status, code) => {
    await using api = await startReadyApi(redisUrl);
    const { card } = await trained(api);
    expect(await problemOf(await api.call('POST', path(card.id), body))).toMatchObject({ status, code });
  });

  it('rejects a parent without a training run or without its archive', async () => {
    await using api = await startReadyApi(redisUrl);
    const orphan = modelCardOf();
    await api.platform.models.save(orphan);
    const body = { method: { kind: 'quantize' } };
    const unknown = await problemOf(await api.call('POST', path(orphan.id), body));
    expect(unknown).toMatchObject({ status: 422, code: 'model.not_compressible' });
    const { card } = await trained(api);
    await api.platform.archives.delete((await api.platform.archives.find(card.archiveId!))!);
    expect(await problemOf(await api.call('POST', path(card.id), body))).toMatchObject({
      code: 'archive.not_found',
    });
  });

  it('distills an ensemble whose members share a split, and rejects every other method', async () => {
    await using api = await startReadyApi(redisUrl);
    const { card, run } = await trained(api);
    const { id: modelId, version, name, weightsSha256 } = card;
    const member = { modelId, version, name, weightsSha256, weight: 0.5, temperature: 1 };
    const ensemble = modelCardOf({ recipe: null, trainingRunId: null, members: [member, member] });
    await api.platform.models.save(ensemble);
    const distilled = await api.call('POST', path(ensemble.id), { method: { kind: 'distill' } });
    expect(trainingRunView.parse(await distilled.json())).toMatchObject({
      archiveId: run.archiveId,
      compression: { parentModelId: ensemble.id },
    });
    const pruned = await api.call('POST', path(ensemble.id), { method: { kind: 'prune' } });
    expect(await problemOf(pruned)).toMatchObject({ status: 422, code: 'model.not_compressible' });
  });
});
