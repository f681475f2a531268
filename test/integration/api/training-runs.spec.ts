import { expect, it } from 'vitest';
import { RECIPES, newId, trainingRunView } from '#libs/contracts';
import { trainingKeys } from '#libs/storage';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips, zipOfCorpus } from '../../support/zip.js';

const corpusZip = await zipOfCorpus(['angry', 'calm'], 6);

const SIGNALS_VARIED = {
  recipe: { ...RECIPES.paper, augmentation: { signal: { noise: { snrDb: [10, 20] } } } },
};
const TOO_FEW_FRAMES = {
  recipe: { ...RECIPES['conv-attention-a'], input: {} },
  featureSet: 'utterance-312',
};

describeWithRedis('/v1/training-runs', (redisUrl) => {
  it('creates a run, returns its resolved recipe, and enqueues its first job', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, corpusZip);
    const response = await api.call('POST', '/v1/training-runs', {
      archiveId: id,
      corpus: 'folder',
      epochs: 2,
    });
    expect(response.status).toBe(202);
    const run = trainingRunView.parse(await response.json());
    expect(run).toMatchObject({
      state: 'queued',
      archiveId: id,
      recipe: 'paper',
      resolvedRecipe: { epochs: 2, units: 128 },
      split: 'P0',
      seed: 0,
      progress: { epoch: 0, epochs: 2 },
    });
    const depths = await api.platform.producer.countJobs();
    expect([depths.archives['waiting'], depths.training['waiting']]).toEqual([1, 0]);
    const found = trainingRunView.parse(await (await api.call('GET', `/v1/training-runs/${run.id}`)).json());
    expect(found).toEqual(run);
    const listed = (await (await api.call('GET', '/v1/training-runs')).json()) as { items: unknown[] };
    expect(listed.items).toEqual([run]);
  });

  it.each([
    [{ corpus: 'iemocap' }, 422, 'corpus.unknown', 'ravdess-speech'],
    [{ recipe: 'bestest' }, 422, 'recipe.unknown', 'paper-single'],
    [{ recipe: { architecture: 'logistic', colour: 'red' } }, 422, 'recipe.unknown_key', 'colour'],
    [{ recipe: { architecture: 'logistic' } }, 422, 'recipe.invalid', 'epochs'],
    [{ featureSet: 'mfcc-sequence' }, 422, 'feature_set.not_trainable', 'input.crop'],
    [SIGNALS_VARIED, 422, 'recipe.invalid', 'augmentation.signal is not supported yet'],
    [TOO_FEW_FRAMES, 422, 'feature_set.not_trainable', '8 frames of 16 bands'],
    [{ featureSet: 'mfcc' }, 422, 'feature_set.unknown', 'span-20'],
    [{ split: 'P9' }, 422, 'split.unknown', 'P2b'],
    [{ split: 'P3' }, 422, 'split.not_applicable', 'P3'],
    [{ fold: 99 }, 422, 'split.not_applicable', '99'],
    [{ corpus: 'emodb' }, 422, 'corpus.labels_unreadable', 'emodb'],
    [{ archiveId: 'arc-0199d2f0-0000-7000-8000-000000000000' }, 404, 'archive.not_found', 'arc-'],
    [{ epochs: 0 }, 400, 'request.invalid', 'epochs'],
    [{ seed: -1 }, 400, 'request.invalid', 'seed'],
    [{ archiveId: 'abc' }, 400, 'request.invalid', 'archiveId'],
    [{ corpus: 'emodb+emodb' }, 422, 'corpus.unknown', 'joined by'],
    [{ labelMap: 'mine@1' }, 422, 'corpus.label_map_unknown', 'shared@1'],
    [{ leaveOut: ['calm'] }, 422, 'corpus.too_small', 'angry'],
    [{ corpus: 'manifest' }, 422, 'corpus.manifest_malformed', 'path and label'],
    [{ corpus: 'manifest', table: 'path,label\nx.wav,sad' }, 422, 'corpus.manifest_malformed', 'x.wav'],
    [
      { corpus: 'manifest', table: 'path,label,end\nx.wav,sad,2' },
      422,
      'corpus.manifest_malformed',
      'whole clip',
    ],
    [{ colour: 'red' }, 400, 'request.invalid', 'colour'],
    [{ corpus: undefined }, 400, 'request.invalid', 'corpus'],
  ])('rejects %j with %i %s, and the detail contains %s', async (patch, status, code, named) => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, corpusZip);
    const body = { archiveId: id, corpus: 'folder', ...patch };
    const problem = await problemOf(await api.call('POST', '/v1/training-runs', body));
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toContain(named);
    expect(await keysOf(api.platform.store, 'records/training-runs/')).toEqual([]);
  });

  it('rejects a corpus of too few clips', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, await zipOfCorpus(['angry', 'calm'], 2));
    const body = { archiveId: id, corpus: 'folder' };
    const problem = await problemOf(await api.call('POST', '/v1/training-runs', body));
    expect(problem).toMatchObject({ status: 422, code: 'corpus.too_small' });
  });

  it('rejects the corpus folder for an archive without folders', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, await zipOfClips(4));
    const body = { archiveId: id, corpus: 'folder' };
    const problem = await problemOf(await api.call('POST', '/v1/training-runs', body));
    expect(problem).toMatchObject({ status: 422, code: 'corpus.labels_unreadable' });
    expect(problem.detail).toContain('clip-000.wav');
  });

  it('cancels a run that is waiting, and rejects the request for one that is over', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, corpusZip);
    const created = await api.call('POST', '/v1/training-runs', { archiveId: id, corpus: 'folder' });
    const run = trainingRunView.parse(await created.json());
    const cancelled = await api.call('POST', `/v1/training-runs/${run.id}/cancel`);
    expect(cancelled.status).toBe(202);
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) });
    expect((await api.call('POST', `/v1/training-runs/${run.id}/cancel`)).status).toBe(202);
    expect((await api.call('DELETE', `/v1/archives/${id}`)).status).toBe(200);

    const over = trainingRunOf({ state: 'completed', finishedAt: new Date().toISOString() });
    await api.platform.ledger.training.save(over);
    const problem = await problemOf(await api.call('POST', `/v1/training-runs/${over.id}/cancel`));
    expect(problem).toMatchObject({ status: 409, code: 'run.already_over' });
  });

  it('accepts a recipe as an object, and fills in its defaults', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, corpusZip);
    const { units: _units, dropout: _dropout, ...training } = RECIPES.paper;
    const recipe = { ...training, architecture: 'logistic' };
    const body = { archiveId: id, corpus: 'folder', recipe };
    const run = trainingRunView.parse(await (await api.call('POST', '/v1/training-runs', body)).json());
    expect(run).toMatchObject({ recipe: 'custom', resolvedRecipe: recipe, featureSet: 'utterance-312' });
  });

  it('stores a request to end early, and rejects it for a run that is over', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = trainingRunOf();
    await api.platform.ledger.open(run);
    expect((await api.call('POST', `/v1/training-runs/${run.id}/stop`)).status).toBe(202);
    expect(await api.platform.store.head(trainingKeys.endRequest(run.id))).not.toBeNull();
    const over = trainingRunOf({ state: 'completed', finishedAt: new Date().toISOString() });
    await api.platform.ledger.training.save(over);
    const problem = await problemOf(await api.call('POST', `/v1/training-runs/${over.id}/stop`));
    expect(problem).toMatchObject({ status: 409, code: 'run.already_over' });
  });

  it('responds with 409 and the state to a request for the report before the end', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = trainingRunOf();
    await api.platform.ledger.open(run);
    await api.platform.ledger.move(run.id, 'training');
    const problem = await problemOf(await api.call('GET', `/v1/training-runs/${run.id}/report`));
    expect(problem).toMatchObject({ status: 409, code: 'run.not_finished' });
    expect(problem.detail).toContain('training');
    const missing = await problemOf(
      await api.call('GET', `/v1/training-runs/${newId('trainingRun')}/report`),
    );
    expect(missing).toMatchObject({ status: 404, code: 'run.not_found' });
  });
});
