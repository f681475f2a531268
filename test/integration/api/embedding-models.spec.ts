import { expect, it } from 'vitest';
import { embeddingModelView, pageOf, sha256Hex } from '#libs/contracts';
import { embeddingModelKeys } from '#libs/storage';
import {
  endlessModel,
  externalModel,
  foreignModel,
  hugeModel,
  wideModel,
} from '../../support/hostile-models.js';
import { onnxModel } from '../../support/onnx-writer.js';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { statisticsModel } from '../../support/statistics-model.js';
import { describeWithRedis } from '../../support/services.js';

/** A model whose output has no axis for clips. */
const oneNumber = onnxModel(
  [{ op: 'ReduceMean', inputs: ['signal'], output: 'number', ints: { axes: [0, 1] }, int: { keepdims: 0 } }],
  { name: 'number', rank: 0 },
);

const PATH = '/v1/embedding-models';
const OCTETS = { 'content-type': 'application/octet-stream' };

describeWithRedis('embedding models', (redisUrl) => {
  const upload = (api: TestApi, bytes: Uint8Array, query = '') =>
    api.call('POST', `${PATH}${query}`, bytes, OCTETS);
  const keysLeft = async ({ platform }: TestApi) => {
    const keys: string[] = [];
    for await (const { key } of platform.store.list('embedding-models/')) keys.push(key);
    return keys;
  };

  it('are loaded before they are stored, stored once per hash, and listed', async () => {
    await using api = await startReadyApi(redisUrl);
    const answer = await upload(api, statisticsModel, '?name=two.onnx&inputScaling=none&minSamples=4');
    expect(answer.status).toBe(201);
    const model = embeddingModelView.parse(await answer.json());
    const sha256 = sha256Hex(statisticsModel);
    expect(model).toMatchObject({ name: 'two.onnx', sha256, dimensions: 2, inputScaling: 'none' });
    await upload(api, statisticsModel);
    expect(await keysLeft(api)).toEqual([embeddingModelKeys.model(sha256)]);
    const page = pageOf(embeddingModelView).parse(await (await api.call('GET', PATH)).json());
    expect(page.items).toHaveLength(2);
    expect(await (await api.call('GET', `${PATH}/${model.id}`)).json()).toEqual(model);
  });

  it.each([
    ['bytes that are not a model', Buffer.from('not a model at all'), '', 'embedding_model.invalid'],
    [
      'a truncated model',
      statisticsModel.subarray(0, statisticsModel.length / 2),
      '',
      'embedding_model.invalid',
    ],
    ['a model that returns one number for all clips', oneNumber, '', 'embedding_model.invalid'],
    ['a model with external data', externalModel, '', 'embedding_model.unsafe'],
    ['a model with a foreign operator', foreignModel, '', 'embedding_model.unsafe'],
    ['a model that never ends', endlessModel, '', 'embedding_model.too_slow'],
    ['a model with too many dimensions', wideModel, '', 'embedding_model.invalid'],
    ['a model that takes all memory', hugeModel, '', 'embedding_model.out_of_memory'],
    [
      'bytes that do not match the given hash',
      statisticsModel,
      `?sha256=${'0'.repeat(64)}`,
      'embedding_model.checksum_mismatch',
    ],
  ])('are not stored when the upload is %s', async (_, bytes, query, code) => {
    await using api = await startReadyApi(redisUrl, { EMBEDDING_SECONDS: '5' });
    expect(await problemOf(await upload(api, bytes, query))).toMatchObject({ code });
    expect(await keysLeft(api)).toEqual([]);
  });

  it('are no longer run once the client has gone, so the next model of the owner is run', async () => {
    await using api = await startReadyApi(redisUrl, { EMBEDDING_SECONDS: '600' });
    const gone = new AbortController();
    const { url } = api;
    const endless = fetch(`${url}${PATH}`, {
      method: 'POST',
      headers: OCTETS,
      body: new Uint8Array(endlessModel),
      signal: gone.signal,
    });
    endless.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const next = upload(api, statisticsModel);
    gone.abort();
    expect((await next).status).toBe(201);
    await expect(endless).rejects.toThrow();
  }, 60_000);

  it('have distinct errors for a large file, a JSON body and an unknown id', async () => {
    await using api = await startReadyApi(redisUrl, { MAX_EMBEDDING_MODEL_BYTES: '100' });
    expect((await problemOf(await upload(api, statisticsModel))).code).toBe('embedding_model.too_large');
    expect((await problemOf(await api.call('POST', PATH, {}))).code).toBe('request.unsupported_media_type');
    const id = 'emb-0199d2f0-0000-7000-8000-000000000000';
    expect((await problemOf(await api.call('GET', `${PATH}/${id}`))).code).toBe('embedding_model.not_found');
    const request = { archiveId: id.replace('emb', 'arc'), corpus: 'folder', featureSet: id };
    expect((await problemOf(await api.call('POST', '/v1/training-runs', request))).code).toBe(
      'embedding_model.not_found',
    );
  });
});
