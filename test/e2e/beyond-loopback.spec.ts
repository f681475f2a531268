import { expect, it } from 'vitest';
import { ApiKeys } from '#libs/access';
import { RealProcess } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';

describeWithRedis('the API beyond loopback', (redisUrl) => {
  it('does not start before a key exists, and prints the command that creates one', async () => {
    await using store = await folderStore();
    const env = { ...store.env, REDIS_URL: redisUrl, QUEUE_PREFIX: uniqueName(), HOST: '0.0.0.0', PORT: '0' };
    await using open = new RealProcess('api', env);
    expect(await open.ended).toMatchObject({ code: 1 });
    expect(open.tail()).toContain('serenade keys create --host');

    const { secret } = await new ApiKeys(store.store).create({
      owner: 'alice',
      name: 'tests',
      scopes: ['read'],
      expiresAt: null,
      createdBy: 'host',
    });
    await using closed = new RealProcess('api', env);
    const { port } = new URL(String((await closed.logged('listening'))['url']));
    const statusWith = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/v1/archives`, { headers })).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: `Bearer ${secret}` })).toBe(200);
  });
});
