import { expect, it } from 'vitest';
import { ApiKeys, newSecret } from '#libs/access';
import { RealProcess } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';

describeWithRedis('a secret', (redisUrl) => {
  it('stands in no log, error or metric, whatever is done with it', async () => {
    await using store = await folderStore();
    const keys = new ApiKeys(store.store);
    const wanted = { owner: 'alice', name: 'tests', scopes: ['score'], createdBy: 'host' } as const;
    const good = await keys.create({ ...wanted, expiresAt: null });
    const gone = await keys.create({ ...wanted, expiresAt: '2026-01-01T00:00:00.000Z' });
    const password = 'hunter2-in-the-environment';
    await using api = new RealProcess('api', {
      ...store.env,
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: uniqueName(),
      PORT: '0',
      LOG_LEVEL: 'trace',
      S3_SECRET_ACCESS_KEY: password,
    });
    const url = String((await api.logged('listening'))['url']);
    const secrets = [good.secret, gone.secret, newSecret().secret, newSecret().secret.slice(0, -2)];
    const said: string[] = [];
    for (const secret of secrets) {
      const authorization = `Bearer ${secret}`;
      for (const [method, path, body] of [
        ['GET', '/v1/archives', null],
        ['GET', '/v1/nothing', null],
        ['GET', `/v1/archives?cursor=${secret}`, null],
        ['POST', '/v1/scoring-runs', '{"archiveId": '],
        ['POST', '/v1/archives', 'no zip'],
        ['POST', '/v1/keys', '{}'],
      ] as const) {
        const headers = {
          authorization,
          'content-type': path === '/v1/archives' ? 'application/zip' : 'application/json',
        };
        const answer = await fetch(`${url}${path}`, { method, headers, body });
        said.push(JSON.stringify([...answer.headers]), await answer.text());
      }
    }
    said.push(
      await (await fetch(`${url}/metrics`)).text(),
      await (await fetch(`${url}/health/ready`)).text(),
    );
    expect(api.log.some(({ msg }) => msg === 'a key was refused')).toBe(true);
    const everything = [...said, ...api.log.map((line) => JSON.stringify(line))].join('\n');
    for (const secret of secrets) expect(everything).not.toContain(secret.slice(-30));
    expect(everything).not.toContain(password);
    expect(everything).not.toContain(good.record.secretSha256);
  });
});
