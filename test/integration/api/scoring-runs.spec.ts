import { expect, it } from 'vitest';
import { newId, scoringRunView } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { modelCardOf, scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

/** Valid ids of nothing. They are fixed so that the names of tests do not change. */
const NO_MODEL = 'mdl-0199d2f0-0000-7000-8000-000000000000';
const NO_ARCHIVE = 'arc-0199d2f0-0000-7000-8000-000000000000';
const zip = await zipOfClips(2);

describeWithRedis('/v1/scoring-runs', (redisUrl) => {
  const prepared = async (api: TestApi) => {
    const archive = await uploadZip(api, zip);
    const card = modelCardOf();
    await api.platform.models.save(card);
    return { archiveId: archive.id, modelId: card.id };
  };

  it('creates a run with the feature set of its model, and enqueues its first job', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = await prepared(api);
    const response = await api.call('POST', '/v1/scoring-runs', body);
    expect(response.status).toBe(202);
    const run = scoringRunView.parse(await response.json());
    expect(run).toMatchObject({
      ...body,
      state: 'queued',
      featureSet: 'paper-20',
      progress: { clips: null },
    });
    const { archives } = await api.platform.producer.countJobs();
    expect(archives).toMatchObject({ waiting: 1 });
    expect(await (await api.call('GET', `/v1/scoring-runs/${run.id}`)).json()).toEqual(run);
  });

  it.each([
    [{ modelId: NO_MODEL }, 404, 'model.not_found'],
    [{ archiveId: NO_ARCHIVE }, 404, 'archive.not_found'],
    [{ featureSet: 'span-20' }, 409, 'model.feature_set_mismatch'],
    [{ featureSet: 'none' }, 422, 'feature_set.unknown'],
    [{ modelId: NO_ARCHIVE }, 400, 'request.invalid'],
    [{ threshold: 0.5 }, 400, 'request.invalid'],
  ])('rejects %j with %i %s', async (patch, status, code) => {
    await using api = await startReadyApi(redisUrl);
    const body = { ...(await prepared(api)), ...patch };
    const problem = await problemOf(await api.call('POST', '/v1/scoring-runs', body));
    expect(problem).toMatchObject({ status, code });
    expect(await keysOf(api.platform.store, 'records/scoring-runs/')).toEqual([]);
  });

  it('accepts a request that names the feature set of its model', async () => {
    await using api = await startReadyApi(redisUrl);
    const body = { ...(await prepared(api)), featureSet: 'paper-20' };
    expect((await api.call('POST', '/v1/scoring-runs', body)).status).toBe(202);
  });

  it('moves a cancelled run to cancelling until a worker has counted its clips', async () => {
    await using api = await startReadyApi(redisUrl);
    const created = await api.call('POST', '/v1/scoring-runs', await prepared(api));
    const { id } = scoringRunView.parse(await created.json());
    for (let repeated = 0; repeated < 2; repeated++) {
      const response = await api.call('POST', `/v1/scoring-runs/${id}/cancel`);
      expect([response.status, await response.json()]).toMatchObject([202, { state: 'cancelling' }]);
    }
  });

  it.each(['', '/events', '/scores', '/errors', '/summary'])(
    'responds with 404 to GET /{unknown id}%s',
    async (path) => {
      await using api = await startReadyApi(redisUrl);
      const problem = await problemOf(
        await api.call('GET', `/v1/scoring-runs/${newId('scoringRun')}${path}`),
      );
      expect(problem).toMatchObject({ status: 404, code: 'run.not_found' });
    },
  );

  it('responds with 409 to a request for the summary before the run has ended', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = scoringRunOf();
    await api.platform.ledger.scoring.save(run);
    const problem = await problemOf(await api.call('GET', `/v1/scoring-runs/${run.id}/summary`));
    expect(problem).toMatchObject({ status: 409, code: 'run.not_finished' });
  });
});
