import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, type SerenadeError } from '#libs/contracts';
import { openStore, type ObjectInfo, type ObjectStore } from '#libs/storage';
import { ApiKeys, type NewApiKey } from './api-keys.js';
import { AuditLog } from './audit-log.js';
import { KEY_KEPT_MS, KeyRing } from './key-ring.js';
import { ANY_SECRET, isSecretOf, parseKeyId, createSecret } from './secret.js';

const WANTED: NewApiKey = {
  owner: 'alice',
  name: 'tests',
  scopes: ['score'],
  expiresAt: null,
  createdBy: 'host',
};

async function open() {
  const dir = await mkdtemp(join(tmpdir(), 'serenade-access-'));
  const store = openStore({ kind: 'file', dir });
  const keys = new ApiKeys(store);
  let nowMs = Date.now();
  return {
    store,
    keys,
    ring: new KeyRing(keys, () => nowMs),
    wait: (ms: number) => (nowMs += ms),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

async function everyObject(store: ObjectStore): Promise<string> {
  const infos: ObjectInfo[] = [];
  for await (const info of store.list('')) infos.push(info);
  const texts = await Promise.all(
    infos.map(async ({ key }) => new TextDecoder().decode(await store.get(key))),
  );
  return [...infos.map(({ key }) => key), ...texts].join('\n');
}

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error as SerenadeError).code,
  );

describe('a secret', () => {
  it('contains the id of its key and is different each time', () => {
    const [one, two] = [createSecret(), createSecret()];
    expect(parseKeyId(one.secret)).toBe(one.id);
    expect(one.secret).not.toBe(two.secret);
    expect(one.secret.match(ANY_SECRET)).toEqual([one.secret]);
    expect(isSecretOf(one.secret, one.secretSha256)).toBe(true);
    expect(isSecretOf(one.secret, two.secretSha256)).toBe(false);
    expect(isSecretOf(one.secret, '')).toBe(false);
  });

  it.each([
    '',
    'srn_',
    'key-0199d2f0-0000-7000-8000-000000000000',
    `${createSecret().secret}x`,
    createSecret().secret.slice(1),
  ])('is not %j', (text) => expect(parseKeyId(text)).toBeNull());
});

describe('ApiKeys', () => {
  it('store no secret, neither in an object nor in its key', async () => {
    await using opened = await open();
    const { secret, record } = await opened.keys.create(WANTED);
    await opened.ring.open(secret);
    await opened.ring.noteUse(record.id);
    const all = await everyObject(opened.store);
    expect(all).toContain(record.secretSha256);
    expect(all).not.toContain(secret);
    expect(all).not.toContain(secret.slice(-43));
  });

  it('return a key with its state and last use, without its hash', async () => {
    await using opened = await open();
    const { record } = await opened.keys.create(WANTED);
    const view = await opened.keys.toView(record);
    expect(view).toMatchObject({ id: record.id, owner: 'alice', state: 'active', lastUsedAt: null });
    expect(JSON.stringify(view)).not.toContain(record.secretSha256);
    await opened.keys.noteUse(record.id, Date.UTC(2026, 0, 2));
    expect((await opened.keys.toView(record)).lastUsedAt).toBe('2026-01-02T00:00:00.000Z');
    expect((await opened.keys.toView(await opened.keys.revoke(record.id))).state).toBe('revoked');
  });

  it('revoke a key once and reject an unknown key', async () => {
    await using opened = await open();
    const { record } = await opened.keys.create(WANTED);
    const { revokedAt } = await opened.keys.revoke(record.id);
    expect((await opened.keys.revoke(record.id)).revokedAt).toBe(revokedAt);
    expect(await codeOf(opened.keys.revoke(newId('key')))).toBe('key.not_found');
  });
});

describe('KeyRing', () => {
  it('requires a key permanently once the first key was created', async () => {
    await using opened = await open();
    expect(await opened.ring.isClosed()).toBe(false);
    const { record } = await opened.keys.create(WANTED);
    opened.wait(2_001);
    expect(await opened.ring.isClosed()).toBe(true);
    await opened.keys.revoke(record.id);
    opened.wait(2_001);
    expect(await opened.ring.isClosed()).toBe(true);
  });

  it('accepts the secret of a key and rejects any other secret', async () => {
    await using opened = await open();
    const { secret, record } = await opened.keys.create(WANTED);
    expect(await opened.ring.open(secret)).toEqual(record);
    const swapped = `${secret.slice(0, -43)}${createSecret().secret.slice(-43)}`;
    for (const wrong of [swapped, createSecret().secret, 'srn_', '../../etc/passwd'])
      expect(await codeOf(opened.ring.open(wrong))).toBe('auth.key_invalid');
  });

  it('distinguishes an expired key from a wrong one', async () => {
    await using opened = await open();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const { secret } = await opened.keys.create({ ...WANTED, expiresAt });
    await opened.ring.open(secret);
    opened.wait(60_001);
    expect(await codeOf(opened.ring.open(secret))).toBe('auth.key_expired');
  });

  it('rejects a key within seconds after another process revoked it, and at once after this process did', async () => {
    await using opened = await open();
    const { secret, record } = await opened.keys.create(WANTED);
    await opened.ring.open(secret);
    await opened.keys.revoke(record.id);
    expect(await codeOf(opened.ring.open(secret))).toBe('none');
    opened.wait(KEY_KEPT_MS);
    expect(await codeOf(opened.ring.open(secret))).toBe('auth.key_revoked');

    const other = await opened.keys.create(WANTED);
    await opened.ring.open(other.secret);
    await opened.keys.revoke(other.record.id);
    opened.ring.forget(other.record.id);
    expect(await codeOf(opened.ring.open(other.secret))).toBe('auth.key_revoked');
  });
});

describe('AuditLog', () => {
  const deed = { keyId: null, targets: [], status: 202, address: null };

  it('lists entries newest first, page by page, even within a millisecond', async () => {
    await using opened = await open();
    const log = new AuditLog(opened.store);
    const actions = Array.from({ length: 20 }, (_, at) => `deed ${at}`);
    for (const action of actions) await log.append({ ...deed, owner: 'alice', action });
    const read: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await log.page({ limit: 7, cursor: cursor ?? undefined });
      read.push(...page.items.map(({ action }) => action));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(read).toEqual(actions.toReversed());
  });

  it('lists the entries of one owner', async () => {
    await using opened = await open();
    const log = new AuditLog(opened.store);
    for (const owner of ['al', 'alice', 'bob', 'al'])
      await log.append({ ...deed, owner, action: `by ${owner}` });
    const { items, nextCursor } = await log.page({ limit: 2, owner: 'al' });
    expect(items.map(({ action }) => action)).toEqual(['by al', 'by al']);
    expect(nextCursor).toBeNull();
  });
});
