import { expect, it } from 'vitest';
import { modelKeys } from '#libs/storage';
import { problemOf, startReadyApi } from '../../support/api.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';

const NO_MODEL = 'mdl-0199d2f0-0000-7000-8000-000000000000';

describeWithRedis('/v1/models/:id/onnx', (redisUrl) => {
  it('returns the file, or an error that explains why there is none', async () => {
    await using api = await startReadyApi(redisUrl);
    const card = modelCardOf();
    await api.platform.models.save(card);
    const path = `/v1/models/${card.id}/onnx`;
    const without = await problemOf(await api.call('GET', path));
    expect(without).toMatchObject({ status: 422, code: 'model.not_exportable' });
    expect(without.detail).toContain('fixed number of frames');

    const file = Uint8Array.of(8, 8, 18, 8, 115);
    await api.platform.store.put(modelKeys.onnx(card.id), file);
    const whole = await api.call('GET', path);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="${card.id}.onnx"`);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(file);
  });

  it('responds with 404 for an unknown model', async () => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call('GET', `/v1/models/${NO_MODEL}/onnx`));
    expect(problem).toMatchObject({ status: 404, code: 'model.not_found' });
  });
});
