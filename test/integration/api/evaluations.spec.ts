import { expect, it } from 'vitest';
import { RECIPES, evaluationView, newId } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfCorpus } from '../../support/zip.js';

const corpusZip = await zipOfCorpus(['angry', 'calm'], 6);

const SIGNALS_VARIED = {
  recipe: { ...RECIPES.paper, augmentation: { signal: { noise: { snrDb: [10, 20] } } } },
};

describeWithRedis('/v1/evaluations', (redisUrl) => {
  it('starts a training for each fold and seed, and derives its state from them', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id: archiveId } = await uploadZip(api, corpusZip);
    const body = { archiveId, corpus: 'folder', protocol: 'P0', seeds: [0, 1, 1, 2], epochs: 2 };
    const response = await api.call('POST', '/v1/evaluations', body);
    expect(response.status).toBe(202);
    const evaluation = evaluationView.parse(await response.json());
    expect(evaluation).toMatchObject({
      protocol: 'P0',
      folds: [0],
      seeds: [0, 1, 2],
      state: 'running',
      runs: { total: 3, waiting: 3 },
    });
    const run = await (await api.call('GET', `/v1/training-runs/${evaluation.runIds[2]}`)).json();
    expect(run).toMatchObject({ split: 'P0', fold: 0, seed: 2, resolvedRecipe: { epochs: 2 } });

    const early = await problemOf(await api.call('GET', `/v1/evaluations/${evaluation.id}/report`));
    expect(early).toMatchObject({ status: 409, code: 'run.not_finished' });
    expect(early.detail).toContain('3 of 3');

    const cancelled = await api.call('POST', `/v1/evaluations/${evaluation.id}/cancel`);
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled', runs: { cancelled: 3 } });
    const listed = (await (await api.call('GET', '/v1/evaluations')).json()) as { items: unknown[] };
    expect(listed.items).toMatchObject([{ id: evaluation.id, state: 'cancelled' }]);
  });

  it.each([
    [{ protocol: 'P2b' }, 422, 'split.not_applicable', 'RAVDESS'],
    [{ protocol: 'P0', folds: [0, 7] }, 422, 'split.not_applicable', '7'],
    [{ seeds: [] }, 400, 'request.invalid', 'seeds'],
    [{ seeds: Array.from({ length: 201 }, (_, seed) => seed) }, 400, 'request.invalid', 'seeds'],
    [{ recipe: 'worst' }, 422, 'recipe.unknown', 'paper'],
    [SIGNALS_VARIED, 422, 'recipe.invalid', 'augmentation.signal is not supported yet'],
  ])('rejects %j with %i %s and starts no training', async (patch, status, code, named) => {
    await using api = await startReadyApi(redisUrl);
    const { id: archiveId } = await uploadZip(api, corpusZip);
    const body = { archiveId, corpus: 'folder', ...patch };
    const problem = await problemOf(await api.call('POST', '/v1/evaluations', body));
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toContain(named);
    expect(await keysOf(api.platform.store, 'records/training-runs/')).toEqual([]);
    expect(await keysOf(api.platform.store, 'records/evaluations/')).toEqual([]);
  });

  it('responds with 404 to an unknown id', async () => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call('GET', `/v1/evaluations/${newId('evaluation')}`));
    expect(problem).toMatchObject({ status: 404, code: 'evaluation.not_found' });
  });
});
