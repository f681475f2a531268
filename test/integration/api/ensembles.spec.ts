import { expect, it } from 'vitest';
import { modelAnswers, modelView, type ModelAnswers, type ModelCard } from '#libs/contracts';
import { getJson, modelKeys, putJson } from '#libs/storage';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { holderOf } from '../../support/keys.js';
import { LABELS, modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';

const CLIPS = ['a', 'b', 'c', 'd'];

/** Builds the predictions of a model that is wrong about one clip only. */
function answersOf(wrong: number): ModelAnswers {
  const part = {
    clips: CLIPS,
    truth: CLIPS.map((_, clip) => clip % 2),
    speakers: CLIPS.map((_, clip) => (clip < 2 ? 'anna' : 'ben')),
    genders: CLIPS.map(() => null),
    probabilities: CLIPS.flatMap((_, clip) => {
      const said = clip === wrong ? 1 - (clip % 2) : clip % 2;
      const sure = clip === wrong ? 0.7 : 0.9;
      return said === 0 ? [sure, 1 - sure] : [1 - sure, sure];
    }),
  };
  return { v: 1, labels: [...LABELS], validation: part, test: part };
}

async function store(api: TestApi, card: ModelCard, answers: ModelAnswers | null): Promise<ModelCard> {
  if (answers !== null) await putJson(api.platform.store, modelKeys.answers(card.id), answers);
  await api.platform.models.save(card);
  return card;
}

const membersOf = (...cards: ModelCard[]) => ({ members: cards.map(({ id }) => ({ modelId: id })) });

describeWithRedis('POST /v1/models/ensembles', (redisUrl) => {
  it('registers a model of its members, tested on the clips that all members share', async () => {
    await using api = await startReadyApi(redisUrl);
    const one = await store(api, modelCardOf({ parameters: 100, weightBytes: 400 }), answersOf(0));
    const two = await store(api, modelCardOf({ parameters: 50, weightBytes: 200 }), answersOf(1));
    const body = { name: 'both', members: [{ modelId: one.id, weight: 3 }, { modelId: two.id }] };
    const response = await api.call('POST', '/v1/models/ensembles', body);
    expect(response.status).toBe(201);
    const model = modelView.parse(await response.json());
    expect(model).toMatchObject({
      name: 'both',
      recipe: null,
      trainingRunId: null,
      parameters: 150,
      weightBytes: 600,
      latency: { perClipMsBatch1: 2, perClipMsBatch64: 2 },
      members: [
        { modelId: one.id, weight: 0.75, temperature: 1 },
        { modelId: two.id, weight: 0.25 },
      ],
      split: one.split,
      // Clip 0: 0.75 * 0.3 + 0.25 * 0.9 for the truth. Clip 1: 0.75 * 0.9 + 0.25 * 0.3.
      test: { clips: 4, accuracy: 0.75 },
    });
    expect(model.assessment?.speakers.map(({ group }) => group)).toEqual(['anna', 'ben']);
    const answers = await getJson(api.platform.store, modelKeys.answers(model.id), modelAnswers);
    expect(answers.test.probabilities[0]).toBeCloseTo(0.75 * 0.3 + 0.25 * 0.9, 6);

    const page = await (await api.call('GET', `/v1/models/${model.id}/card.md`)).text();
    for (const id of [one.id, two.id]) expect(page).toContain(id);
    const { items } = (await (await api.call('GET', '/v1/models')).json()) as { items: { id: string }[] };
    expect(items[0]?.id).toBe(model.id);
    expect(await problemOf(await api.call('GET', `/v1/models/${model.id}/onnx`))).toMatchObject({
      code: 'model.not_exportable',
    });

    const third = await store(api, modelCardOf(), answersOf(1));
    const nested = await api.call('POST', '/v1/models/ensembles', membersOf(third, { ...one, id: model.id }));
    expect(modelView.parse(await nested.json())).toMatchObject({ parameters: 250, test: { clips: 4 } });
  });

  it('reports no test results if the members have different test clips or no predictions', async () => {
    await using api = await startReadyApi(redisUrl);
    const one = await store(api, modelCardOf(), answersOf(0));
    const split = { ...one.split!, hash: 'e'.repeat(64) };
    for (const other of [
      await store(api, modelCardOf({ split }), answersOf(1)),
      await store(api, modelCardOf(), null),
    ]) {
      const response = await api.call('POST', '/v1/models/ensembles', membersOf(one, other));
      const model = modelView.parse(await response.json());
      expect(model).toMatchObject({ split: null, test: null });
      expect(model.assessment).toBeUndefined();
      expect((await api.call('GET', `/v1/models/${model.id}/card.md`)).status).toBe(200);
      const picture = await api.call('GET', `/v1/models/${model.id}/pictures/confusion.svg`);
      expect(await problemOf(picture)).toMatchObject({ code: 'request.not_found' });
    }
  });

  it('rejects members with different features or labels', async () => {
    await using api = await startReadyApi(redisUrl);
    const one = await store(api, modelCardOf(), null);
    const refused = async (other: ModelCard) =>
      problemOf(await api.call('POST', '/v1/models/ensembles', membersOf(one, other)));
    const features = await store(
      api,
      modelCardOf({ featureSetId: 'fs-other', featureSetName: 'span-20' }),
      null,
    );
    expect(await refused(features)).toMatchObject({ status: 409, code: 'model.feature_set_mismatch' });
    const labels = await store(api, modelCardOf({ labels: ['angry', 'sad'] }), null);
    expect(await refused(labels)).toMatchObject({ status: 409, code: 'model.labels_mismatch' });
    expect(await refused(modelCardOf())).toMatchObject({ status: 404, code: 'model.not_found' });
    expect(await refused(one)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('does not find a member of another owner', async () => {
    await using api = await startReadyApi(redisUrl);
    const [alice, bob] = [await holderOf(api, 'alice'), await holderOf(api, 'bob')];
    const hers = await store(api, modelCardOf({ owner: 'alice' }), null);
    const his = await store(api, modelCardOf({ owner: 'bob' }), null);
    const more = await store(api, modelCardOf({ owner: 'bob' }), null);
    const path = '/v1/models/ensembles';
    expect((await bob.call('POST', path, membersOf(his, hers))).status).toBe(404);
    expect((await bob.call('POST', path, membersOf(his, more))).status).toBe(201);
    expect((await alice.call('POST', path, membersOf(his, more))).status).toBe(404);
  });
});
