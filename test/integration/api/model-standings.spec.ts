import { beforeEach, expect, it } from 'vitest';
import { EVERYBODY, type ModelCard, type ModelView } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { keepForTests } from '../../support/kept.js';
import { holderOf, type KeyHolder } from '../../support/keys.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { zipOfClips } from '../../support/zip.js';

describeWithRedis('the flags of models', (redisUrl) => {
  const keep = keepForTests();
  let api: TestApi;
  let alice: KeyHolder;
  let bob: KeyHolder;
  let starter: ModelCard;
  let older: ModelCard;
  let newer: ModelCard;

  const save = async (owner: string) => {
    const card = modelCardOf({ owner });
    await api.platform.models.save(card);
    return card;
  };
  const act = async (holder: KeyHolder, { id }: { id: string }, verb: string) => {
    const answer = await holder.call('POST', `/v1/models/${id}/${verb}`);
    expect(answer.status, verb).toBe(200);
    return (await answer.json()) as ModelView;
  };
  const listOf = async (holder: KeyHolder, query = '') => {
    const answer = await holder.call('GET', `/v1/models${query}`);
    return (await answer.json()) as { items: ModelView[]; nextCursor: string | null };
  };
  const idsOf = async (holder: KeyHolder, query = '') =>
    (await listOf(holder, query)).items.map(({ id }) => id);
  const defaultOf = async (holder: KeyHolder) => {
    const { id: archiveId } = await uploadZip({ ...api, call: holder.call }, await zipOfClips(1));
    const answer = await holder.call('POST', '/v1/scoring-runs', { archiveId });
    return (await answer.json()) as { modelId?: string; code?: string };
  };

  beforeEach(async () => {
    api = keep(await startReadyApi(redisUrl));
    alice = await holderOf(api, 'alice', ['score', 'train', 'admin']);
    bob = await holderOf(api, 'bob', ['score', 'train']);
    starter = await save(EVERYBODY);
    older = await save('alice');
    newer = await save('alice');
  });

  it('select the model of a run that names none: promoted, then newest, then shared', async () => {
    expect(await defaultOf(alice)).toMatchObject({ modelId: newer.id });
    expect(await defaultOf(bob)).toMatchObject({ modelId: starter.id });
    expect(await act(alice, older, 'promote')).toMatchObject({ promoted: true, archived: false });
    expect(await defaultOf(alice)).toMatchObject({ modelId: older.id });
    expect((await listOf(alice)).items.map(({ promoted }) => promoted)).toEqual([false, true, false]);
    await act(alice, newer, 'demote'); // has no effect, because it is not promoted
    expect(await defaultOf(alice)).toMatchObject({ modelId: older.id });
    await act(alice, older, 'demote');
    expect(await defaultOf(alice)).toMatchObject({ modelId: newer.id });
  });

  it('hide an archived model from lists and defaults until it is restored', async () => {
    await act(alice, newer, 'promote');
    expect(await act(alice, newer, 'archive')).toMatchObject({ archived: true, promoted: false });
    expect(await idsOf(alice)).toEqual([older.id, starter.id]);
    expect(await idsOf(alice, '?archived=true')).toEqual([newer.id, older.id, starter.id]);
    expect(await defaultOf(alice)).toMatchObject({ modelId: older.id });
    const { id: archiveId } = await uploadZip({ ...api, call: alice.call }, await zipOfClips(1));
    const named = await alice.call('POST', '/v1/scoring-runs', { archiveId, modelId: newer.id });
    expect(named.status).toBe(202);
    await act(alice, newer, 'promote');
    expect(await defaultOf(alice)).toMatchObject({ modelId: newer.id });
    await act(alice, newer, 'archive');
    await act(alice, newer, 'restore');
    expect(await idsOf(alice)).toEqual([newer.id, older.id, starter.id]);
  });

  it('belong to each owner, even for a shared model', async () => {
    await act(bob, starter, 'archive');
    expect(await idsOf(bob)).toEqual([]);
    expect(await defaultOf(bob)).toMatchObject({ code: 'model.not_found' });
    expect((await listOf(alice)).items.at(-1)).toMatchObject({ id: starter.id, archived: false });
  });

  it('let every owner use a shared model until it is unshared', async () => {
    expect((await bob.call('GET', `/v1/models/${older.id}`)).status).toBe(404);
    expect(await act(alice, older, 'share')).toMatchObject({ shared: true, owner: 'alice' });
    expect(await idsOf(bob)).toEqual([older.id, starter.id]);
    expect(await idsOf(alice), 'her own stands once').toEqual([newer.id, older.id, starter.id]);
    expect(await act(bob, older, 'promote')).toMatchObject({ promoted: true, shared: true });
    expect(await defaultOf(bob)).toMatchObject({ modelId: older.id });

    const seen = [];
    let query = '?limit=1';
    for (let page = await listOf(bob, query); ; page = await listOf(bob, query)) {
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      query = `?limit=1&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual([older.id, starter.id]);

    await act(alice, older, 'unshare');
    expect(await idsOf(bob)).toEqual([starter.id]);
    expect(await defaultOf(bob)).toMatchObject({ modelId: starter.id });
    expect((await bob.call('GET', `/v1/models/${older.id}`)).status).toBe(404);
  });

  it("let only an admin share a model, and only the owner's own", async () => {
    const own = await save('bob');
    const refused = await problemOf(await bob.call('POST', `/v1/models/${own.id}/share`));
    expect(refused).toMatchObject({ status: 403, code: 'auth.scope_missing' });
    for (const { id } of [own, starter]) {
      const foreign = await problemOf(await alice.call('POST', `/v1/models/${id}/share`));
      expect(foreign).toMatchObject({ status: 404, code: 'model.not_found' });
    }
    const reader = await holderOf(api, 'alice', ['read']);
    expect((await reader.call('POST', `/v1/models/${older.id}/promote`)).status).toBe(403);
  });
});
