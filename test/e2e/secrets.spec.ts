import { expect, it } from 'vitest';
import { ApiKeys, createSecret } from '#libs/access';
import { archiveRecord, archiveView, audioTicketView, scoringRunRecord } from '#libs/contracts';
import { Records, type ObjectStore } from '#libs/storage';
import { ensureIndex } from '#libs/indexing';
import { OWN_ADDRESSES } from '../support/features-worker.js';
import { scoringRunOf } from '../support/records.js';
import { zipOfClips } from '../support/zip.js';
import { RealProcess } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';

/** Uploads a clip of alice and returns the path of its audio, and a ticket for it. */
async function soundOf(store: ObjectStore, url: string, secret: string) {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/zip' };
  const body = new Uint8Array(await zipOfClips(2));
  const { id } = archiveView.parse(
    await (await fetch(`${url}/v1/archives`, { method: 'POST', headers, body })).json(),
  );
  const record = await new Records(store, 'archives', archiveRecord).find(id);
  await ensureIndex(store, record!, { maxClipBytes: 1e7, guard: OWN_ADDRESSES });
  const run = scoringRunOf({ owner: 'alice', archiveId: id, state: 'completed' });
  await new Records(store, 'scoring-runs', scoringRunRecord).save(run);
  const sound = `/v1/scoring-runs/${run.id}/clips/0/audio`;
  const { authorization } = headers;
  const answer = await fetch(`${url}${sound}-ticket`, { method: 'POST', headers: { authorization } });
  return { sound, ticket: audioTicketView.parse(await answer.json()).ticket! };
}

describeWithRedis('a secret', (redisUrl) => {
  it('appears in no log, error or metric after any request', async () => {
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
    const { sound, ticket } = await soundOf(store.store, url, good.secret);
    const secrets = [good.secret, gone.secret, createSecret().secret, createSecret().secret.slice(0, -2)];
    const said: string[] = [];
    for (const [method, path] of [
      ['GET', sound],
      ['GET', sound.replace('/0/', '/1/')],
      ['POST', `${sound}-ticket`],
      ['GET', '/v1/archives'],
      ['GET', '/nothing'],
    ] as const) {
      const answer = await fetch(`${url}${path}?ticket=${ticket}`, { method });
      said.push(`${path} ${answer.status}`, JSON.stringify([...answer.headers]), await answer.text());
    }
    expect(said).toContain(`${sound} 200`);
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
    expect(api.log.some(({ msg }) => msg === 'API key refused')).toBe(true);
    const everything = [...said, ...api.log.map((line) => JSON.stringify(line))].join('\n');
    for (const secret of [...secrets, ticket]) expect(everything).not.toContain(secret.slice(-30));
    expect(everything).not.toContain(password);
    expect(everything).not.toContain(good.record.secretSha256);
  });
});
