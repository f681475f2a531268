import { expect, it } from 'vitest';
import { archiveKeys, putJson } from '#libs/storage';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const csv = { 'content-type': 'text/csv' };
const zip = await zipOf({ 'a.wav': voicedWav(120), 'b.wav': voicedWav(130) });

describeWithRedis('a table of an archive', (redisUrl) => {
  it('is accepted as CSV or JSONL until the archive is indexed', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, zip);
    const send = (body: string) => api.call('POST', `/v1/archives/${id}/manifest`, body, csv);
    const first = await send('Path;name;label;Agent\r\nb.wav;second;;7\r\n;;;\r\na.wav;;calm;\r\n');
    expect(await first.json()).toEqual({ clips: 2 });
    const stored = Buffer.from(await api.platform.store.get(archiveKeys.selection(id))).toString();
    expect(stored).toBe(
      '{"path":"b.wav","name":"second","more":{"Agent":"7"}}\n{"path":"a.wav","label":"calm"}\n',
    );
    expect(await (await send('{"path":"a.wav"}\n')).json()).toEqual({ clips: 1 });
    await putJson(api.platform.store, archiveKeys.index(id), {});
    expect(await problemOf(await send('path\na.wav\n'))).toMatchObject({
      code: 'archive.in_use',
      status: 409,
    });
  });

  it.each([
    ['', /no row/],
    ['path\n', /no row/],
    ['name\na.wav\n', /no column is named path/],
    ['path,label\na.wav,sad\na.wav,angry\n', /line 3.*"sad" in line 2/],
    ['path\na.wav\na.wav\n', /line 3.*twice/],
    ['path,name\na.wav,x\nb.wav,x\n', /line 3.*another clip/],
    ['path,name\na.wav,../x\n', /line 2.*outside/],
    ['{"path":"a.wav"}\n{"path":', /line 2 is not a JSON object/],
  ])('is rejected if it is %j', async (body, reason) => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, zip);
    const problem = await problemOf(await api.call('POST', `/v1/archives/${id}/manifest`, body, csv));
    expect(problem).toMatchObject({ code: 'corpus.manifest_malformed', status: 422 });
    expect(problem.detail).toMatch(reason);
    expect(await api.platform.store.head(archiveKeys.selection(id))).toBeNull();
  });
});
