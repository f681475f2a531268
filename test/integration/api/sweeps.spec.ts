import { expect, it } from 'vitest';
import {
  RECIPES,
  newId,
  sweepView,
  trainingReport,
  type SweepView,
  type TrainingReport,
} from '#libs/contracts';
import { putJson, sweepKeys, trainingKeys } from '#libs/storage';
import { keysOf } from '../../support/temp-store.js';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { evaluation, modelCardOf, trainingRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfCorpus } from '../../support/zip.js';

const zip = await zipOfCorpus(['angry', 'calm'], 10);
const ranges = {
  units: { values: [4, 8, 16, 32] },
  'learningRate.peak': { low: 1e-4, high: 1e-2, scale: 'log' },
};

const SIGNALS_VARIED = {
  recipe: { ...RECIPES.paper, augmentation: { signal: { noise: { snrDb: [10, 20] } } } },
};

async function begin(api: TestApi, patch: object = {}): Promise<SweepView> {
  const { id: archiveId } = await uploadZip(api, zip);
  const body = { archiveId, corpus: 'folder', ranges, runs: 4, epochs: 4, ...patch };
  const response = await api.call('POST', '/v1/sweeps', body);
  expect(response.status).toBe(202);
  return sweepView.parse(await response.json());
}

const look = async (api: TestApi, id: string) =>
  sweepView.parse(await (await api.call('GET', `/v1/sweeps/${id}`)).json());

/** Ends a training as a worker does. It fails if the UAR is null. */
async function end(api: TestApi, runId: string, uar: number | null): Promise<void> {
  const { ledger, store } = api.platform;
  if (uar === null)
    return ledger.end(runId, 'failed', { code: 'training.diverged', message: 'It diverged.' });
  await putJson(store, trainingKeys.report(runId), reportOf(runId, uar));
  await ledger.end(runId, 'completed', null, { modelId: newId('model') });
}

function reportOf(runId: string, uar: number): TrainingReport {
  const card = modelCardOf();
  const run = trainingRunOf();
  return trainingReport.parse({
    v: 1,
    runId,
    modelId: card.id,
    corpus: card.corpus,
    labels: card.labels,
    featureSet: card.featureSet,
    featureSetId: card.featureSetId,
    recipe: run.resolvedRecipe,
    seed: 0,
    split: card.split,
    leftOut: {},
    parameters: 1,
    bestEpoch: 1,
    history: [],
    validation: { ...evaluation, uar },
    test: { ...evaluation, uar: 1 - uar },
    latency: card.latency,
    engine: card.engine,
    trainingSeconds: 1,
    resumedFromEpoch: null,
  });
}

async function until(api: TestApi, id: string, is: (sweep: SweepView) => boolean): Promise<SweepView> {
  for (;;) {
    const sweep = await look(api, id);
    if (is(sweep)) return sweep;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Waits until trainings have started. A rung is listed before its trainings start. */
async function begun(api: TestApi, ...runIds: readonly string[]): Promise<void> {
  for (const id of runIds)
    await expect.poll(() => api.platform.ledger.state(id), { timeout: 10_000 }).toBe('queued');
}

describeWithRedis('/v1/sweeps', (redisUrl) => {
  it('starts a training for each random configuration, and ranks them by validation UAR', async () => {
    await using api = await startReadyApi(redisUrl);
    const sweep = await begin(api);
    expect(sweep).toMatchObject({ state: 'running', plan: [{ runs: 4, epochs: 4 }], recipe: 'paper' });
    const [first] = sweep.trials;
    const run = await (await api.call('GET', `/v1/training-runs/${first!.runId}`)).json();
    expect(run).toMatchObject({
      recipe: 'custom',
      resolvedRecipe: { epochs: 4, units: first!.values['units'] },
    });
    for (const [at, { runId }] of sweep.trials.entries()) await end(api, runId, at === 2 ? null : at / 10);
    const ended = await look(api, sweep.id);
    expect(ended.state).toBe('completed');
    expect(ended.trials.map(({ validationUar }) => validationUar)).toEqual([0.3, 0.1, 0, null]);
    expect(ended.trials[0]).toMatchObject({ runId: sweep.trials[3]!.runId, values: sweep.trials[3]!.values });
    const { items } = (await (await api.call('GET', '/v1/sweeps')).json()) as { items: { id: string }[] };
    expect(items).toMatchObject([{ id: sweep.id }]);
  });

  it('trains the best candidates for more epochs in each rung of a halving', async () => {
    await using api = await startReadyApi(redisUrl);
    const sweep = await begin(api, { strategy: { kind: 'halving', factor: 2 } });
    expect(sweep.plan.map(({ runs, epochs }) => [runs, epochs])).toEqual([
      [4, 1],
      [2, 2],
      [1, 4],
    ]);
    const uars = [0.1, 0.9, 0.5, 0.2];
    for (const [at, { runId }] of sweep.trials.entries()) await end(api, runId, uars[at]!);
    const second = await until(api, sweep.id, ({ trials }) => trials.length === 6);
    expect(second.state).toBe('running');
    const [best, next] = second.trials.filter(({ rung }) => rung === 1);
    expect([best!.values, next!.values]).toEqual([sweep.trials[1]!.values, sweep.trials[2]!.values]);
    await begun(api, best!.runId, next!.runId);
    const run = await (await api.call('GET', `/v1/training-runs/${best!.runId}`)).json();
    expect(run).toMatchObject({ resolvedRecipe: { epochs: 2 } });
    await end(api, best!.runId, 0.3);
    await end(api, next!.runId, 0.4);
    const third = await until(api, sweep.id, ({ trials }) => trials.length === 7);
    expect(third.trials[0]).toMatchObject({ rung: 2, epochs: 4, values: next!.values });
    const last = third.trials[0]!.runId;
    await begun(api, last);
    await end(api, last, 0.6);
    const ended = await until(api, sweep.id, ({ state }) => state === 'completed');
    expect(ended.trials[0]).toMatchObject({ runId: last, validationUar: 0.6 });
    await expect.poll(() => keysOf(api.platform.store, sweepKeys.opens), { timeout: 10_000 }).toEqual([]);
  });

  it('starts the trainings of a rung that was stored before a crash', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id, archiveId } = await begin(api, { strategy: { kind: 'halving', factor: 2 }, runs: 2 });
    const lost = trainingRunOf({ archiveId });
    await putJson(api.platform.store, sweepKeys.rung(id, 1), { v: 1, configurations: [0], runs: [lost] });
    await begun(api, lost.id);
  });

  it('fails a sweep whose archive was deleted, and continues other sweeps', async () => {
    await using api = await startReadyApi(redisUrl);
    const halving = { strategy: { kind: 'halving', factor: 2 }, runs: 2 };
    const [gone, other] = [await begin(api, halving), await begin(api, halving)];
    for (const { runId } of [...gone.trials, ...other.trials]) await end(api, runId, 0.5);
    await api.platform.archives.delete({ id: gone.archiveId, owner: gone.owner });
    await until(api, other.id, ({ trials }) => trials.length === 3);
    await expect
      .poll(() => keysOf(api.platform.store, sweepKeys.opens), { timeout: 10_000 })
      .toEqual([sweepKeys.open(other.id)]);
    await expect.poll(async () => (await look(api, gone.id)).state, { timeout: 10_000 }).toBe('failed');
  });

  it('ends a sweep that is cancelled, or in which a whole rung failed', async () => {
    await using api = await startReadyApi(redisUrl);
    const sweep = await begin(api, { strategy: { kind: 'halving', factor: 2 } });
    const cancelled = await api.call('POST', `/v1/sweeps/${sweep.id}/cancel`);
    expect(sweepView.parse(await cancelled.json()).state).toBe('cancelled');
    expect(await keysOf(api.platform.store, sweepKeys.opens)).toEqual([]);
    const other = await begin(api, { strategy: { kind: 'halving', factor: 2 } });
    for (const { runId } of other.trials) await end(api, runId, null);
    expect((await look(api, other.id)).state).toBe('failed');
  });

  it.each([
    [{ ranges: {} }, 400, 'request.invalid', 'ranges'],
    [{ ranges: { epochs: { values: [1] } } }, 400, 'request.invalid', 'epochs'],
    [{ ranges: { unitz: { values: [1] } } }, 422, 'recipe.unknown_key', 'unitz'],
    [{ ranges: { units: { low: 9, high: 1 } } }, 400, 'request.invalid', 'low'],
    [
      { recipe: 'conv-attention-a', featureSet: 'logmel-htk-80', ranges: { dropout: { values: [0.1] } } },
      422,
      'recipe.invalid',
      'validationShare',
    ],
    [{ split: 'P2b' }, 422, 'split.not_applicable', 'RAVDESS'],
    [SIGNALS_VARIED, 422, 'recipe.invalid', 'augmentation.signal is not supported yet'],
  ])('rejects %j with %i %s and starts no training', async (patch, status, code, named) => {
    await using api = await startReadyApi(redisUrl);
    const { id: archiveId } = await uploadZip(api, zip);
    const problem = await problemOf(
      await api.call('POST', '/v1/sweeps', { archiveId, corpus: 'folder', ranges, ...patch }),
    );
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toContain(named);
    expect(await keysOf(api.platform.store, 'records/')).toEqual(
      expect.not.arrayContaining([expect.stringContaining('training-runs')]),
    );
    expect(await keysOf(api.platform.store, sweepKeys.opens)).toEqual([]);
  });
});
