import { expect, it } from 'vitest';
import { archiveView } from '#libs/contracts';
import { archiveKeys } from '#libs/storage';
import { problemOf, startReadyApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { leftIn } from '../../support/temp-store.js';

describeWithRedis('archives of URLs', (redisUrl) => {
  it('are created from a list, with host and path as the default clip name', async () => {
    await using api = await startReadyApi(redisUrl);
    const clips = [
      'https://calls.example/may/a%20b.wav?signature=secret',
      { url: 'https://calls.example/1' },
      { url: 'https://calls.example/2', name: 'second.wav' },
    ];
    const answer = await api.call('POST', '/v1/archives/from-urls', { clips, name: 'may' });
    expect(answer.status).toBe(201);
    const archive = archiveView.parse(await answer.json());
    expect(archive).toMatchObject({ name: 'may', format: 'urls', entries: 3 });
    const list = Buffer.from(await api.platform.store.get(archiveKeys.source(archive.id))).toString();
    const names = list.trim().split('\n').map((line) => (JSON.parse(line) as { name: string }).name); // prettier-ignore
    expect(names).toEqual(['calls.example/may/a b.wav', 'calls.example/1', 'second.wav']);
    expect((await api.call('DELETE', `/v1/archives/${archive.id}`)).status).toBe(200);
    expect(await api.platform.store.head(archiveKeys.source(archive.id))).toBeNull();
  });

  it.each([
    [{ clips: [] }],
    [{ clips: ['ftp://calls.example/a.wav'] }],
    [{ clips: ['file:///etc/passwd'] }],
    [{ clips: ['no url'] }],
    [{ clips: [{ url: 'https://calls.example/a.wav', other: 1 }] }],
    [{ clips: Array.from({ length: 10_001 }, () => 'https://a.example/') }],
  ])('are rejected unless the list has 1 to 10,000 valid URLs (%#)', async (body) => {
    await using api = await startReadyApi(redisUrl);
    const problem = await problemOf(await api.call('POST', '/v1/archives/from-urls', body));
    expect(problem).toMatchObject({ code: 'request.invalid', status: 400 });
    expect(await leftIn(api.platform.store)).toEqual([]);
  });
});
