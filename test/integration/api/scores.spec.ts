import { expect, it } from 'vitest';
import { scoreLine, type ScorePart, type ScoringRunRecord } from '#libs/contracts';
import { putJson, scoringKeys } from '#libs/storage';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { LABELS, modelCardOf, scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';

function part(run: ScoringRunRecord, ordinal: number): ScorePart {
  const { modelId, modelVersion } = run;
  const probabilities = { calm: 0.25, angry: 0.75 };
  return {
    v: 1,
    ordinal,
    engine: { name: 'cpu', device: 'cpu', version: '1', passedOver: [] },
    scores: [0, 1].map((n) => ({
      clip: ordinal * 3 + n,
      name: `clip ${n},${ordinal}.wav`,
      label: 'angry',
      probability: 0.75,
      probabilities,
      durationSeconds: 1,
      modelId,
      modelVersion,
      engine: 'cpu',
    })),
    errors: [{ clip: ordinal * 3 + 2, name: 'bad.wav', code: 'clip.silent', message: 'Nothing is heard.' }],
  };
}

describeWithRedis('the results of a scoring run', (redisUrl) => {
  /** Creates a run whose shards 1 and 10 are scored so far. */
  const runUnderWay = async (api: TestApi) => {
    const card = modelCardOf();
    const run = scoringRunOf({ modelId: card.id, state: 'extracting' });
    await api.platform.models.save(card);
    await api.platform.ledger.scoring.save(run);
    for (const ordinal of [10, 1])
      await putJson(api.platform.store, scoringKeys.part(run.id, ordinal), part(run, ordinal));
    return run;
  };
  const get = async (api: TestApi, path: string, accept?: string) => {
    const response = await api.call('GET', path, undefined, accept === undefined ? {} : { accept });
    return { response, text: await response.clone().text() };
  };

  it('are sent as NDJSON in archive order during the run', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const { response, text } = await get(api, `/v1/scoring-runs/${run.id}/scores`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(response.headers.get('vary')).toMatch(/accept/i);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => scoreLine.parse(JSON.parse(line)).clip)).toEqual([3, 4, 30, 31]);
  });

  it('are sent as CSV on request', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const { response, text } = await get(api, `/v1/scoring-runs/${run.id}/scores`, 'text/csv');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toContain(`${run.id}.scores.csv`);
    const [header, first, ...rest] = text.trimEnd().split('\r\n');
    expect(header).toMatch(
      new RegExp(`,${LABELS.map((label) => `p_${label}`).join(',')},isUncertain,warning$`),
    );
    expect(first).toMatch(/^3,"clip 0,1\.wav",0,1,,angry,0\.75,/);
    expect(rest).toHaveLength(3);
  });

  it('come from the final objects after the run, and from the score parts if it resumes', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const parts = (await get(api, `/v1/scoring-runs/${run.id}/scores`)).text;
    await api.platform.ledger.scoring.save({ ...run, state: 'cancelled' });
    await api.platform.store.put(scoringKeys.scores(run.id), '{"final":true}\n');
    await api.platform.store.put(scoringKeys.csv(run.id), 'final\r\n');
    expect((await get(api, `/v1/scoring-runs/${run.id}/scores`)).text).toBe('{"final":true}\n');
    expect((await get(api, `/v1/scoring-runs/${run.id}/scores`, 'text/csv')).text).toBe('final\r\n');
    await api.platform.ledger.scoring.save({ ...run, state: 'queued', launch: 1 });
    expect((await get(api, `/v1/scoring-runs/${run.id}/scores`)).text).toBe(parts);
  });

  it('list each failed clip with its error', async () => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const { text } = await get(api, `/v1/scoring-runs/${run.id}/errors`);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { clip: 5, code: 'clip.silent' },
      { clip: 32, code: 'clip.silent' },
    ]);
  });

  it.each([
    ['application/x-ndjson;q=0.5, text/csv', 'text/csv'],
    ['text/csv;q=0.1, */*', 'application/x-ndjson'],
    ['text/*', 'text/csv'],
    ['application/*', 'application/x-ndjson'],
    ['application/x-ndjson;q=0, */*', 'text/csv'],
    ['image/png, TEXT/CSV', 'text/csv'],
  ])('for Accept: %s are sent as %s', async (accept, type) => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const { response } = await get(api, `/v1/scoring-runs/${run.id}/scores`, accept);
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
  });

  it.each([
    ['scores', 'image/png'],
    ['scores', 'application/json'],
    ['scores', 'text/csv;q=0'],
    ['errors', 'text/csv'],
  ])('at /%s are rejected for Accept: %s', async (what, accept) => {
    await using api = await startReadyApi(redisUrl);
    const run = await runUnderWay(api);
    const { response } = await get(api, `/v1/scoring-runs/${run.id}/${what}`, accept);
    expect(await problemOf(response)).toMatchObject({ status: 406, code: 'request.not_acceptable' });
  });
});
