import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LOCAL_OWNER, newId, recordOwner } from '#libs/contracts';
import { FileStore } from './file-store.js';
import { ownedKey, recordKey } from './keys.js';
import type { ObjectInfo } from './object-store.js';
import { Records } from './records.js';

const note = z.strictObject({ id: z.string(), owner: recordOwner, text: z.string() });

const noteOf = (id: string, patch: Partial<z.infer<typeof note>> = {}) => ({
  id,
  owner: LOCAL_OWNER,
  text: 'x',
  ...patch,
});

/** A store whose listing still contains an object that is deleted meanwhile. */
class LateList extends FileStore {
  constructor(
    folder: string,
    private readonly going: string,
  ) {
    super(folder);
  }

  override async *list(prefix: string): AsyncGenerator<ObjectInfo> {
    for await (const info of super.list(prefix)) {
      await this.delete(this.going);
      yield info;
    }
  }
}

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-records-'));
  const store = new FileStore(folder);
  return {
    folder,
    store,
    records: new Records(store, 'archives', note),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('Records', () => {
  it('pages through all records once, newest first', async () => {
    await using opened = await open();
    const ids = Array.from({ length: 7 }, () => newId('archive'));
    for (const id of ids) await opened.records.save(noteOf(id));
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await opened.records.page({ limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      sizes.push(page.items.length);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(sizes).toEqual([3, 3, 1]);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toEqual(
      [...seen].sort((a, b) => (recordKey('archives', a) < recordKey('archives', b) ? -1 : 1)),
    );
  });

  it('returns no cursor with the last page', async () => {
    await using opened = await open();
    for (let n = 0; n < 3; n++) await opened.records.save(noteOf(newId('archive')));
    expect((await opened.records.page({ limit: 3 })).nextCursor).toBeNull();
    expect(await opened.records.page({ limit: 3, cursor: newId('model') })).toMatchObject({
      items: { length: 3 },
    });
  });

  it('continues after a record that was deleted between two pages', async () => {
    await using opened = await open();
    for (let n = 0; n < 4; n++) await opened.records.save(noteOf(newId('archive')));
    const first = await opened.records.page({ limit: 2 });
    await opened.records.delete(first.items[1]!);
    expect((await opened.records.page({ limit: 2, cursor: first.nextCursor! })).items).toHaveLength(2);
  });

  it('leaves out a record that is deleted while its page is read', async () => {
    await using opened = await open();
    const ids = [newId('archive'), newId('archive')];
    for (const id of ids) await opened.records.save(noteOf(id));
    const late = new LateList(opened.folder, recordKey('archives', ids[0]!));
    const page = await new Records(late, 'archives', note).page({ limit: 10 });
    expect(page.items.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('finds a record by its id and returns null for a missing one', async () => {
    await using opened = await open();
    const id = newId('archive');
    await opened.records.save(noteOf(id, { text: 'first' }));
    await opened.records.save(noteOf(id, { text: 'second' }));
    expect(await opened.records.find(id)).toEqual(noteOf(id, { text: 'second' }));
    expect(await opened.records.find(newId('archive'))).toBeNull();
  });

  it('lists the records of one owner, page by page, and none of others', async () => {
    await using opened = await open();
    const ids = Array.from({ length: 6 }, () => newId('archive'));
    for (const [n, id] of ids.entries())
      await opened.records.save(noteOf(id, { owner: n % 2 ? 'odd' : 'even' }));
    const first = await opened.records.page({ limit: 2, owner: 'even' });
    const second = await opened.records.page({ limit: 2, owner: 'even', cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(
      [ids[0], ids[2], ids[4]].sort(),
    );
    expect(second.nextCursor).toBeNull();
    expect((await opened.records.page({ limit: 9, owner: 'eve' })).items).toEqual([]);
  });

  it("removes a deleted record from its owner's list", async () => {
    await using opened = await open();
    const record = noteOf(newId('archive'), { owner: 'me' });
    await opened.records.save(record);
    await opened.records.delete(record);
    expect((await opened.records.page({ limit: 9, owner: 'me' })).items).toEqual([]);
    expect(await opened.store.head(ownedKey('me', 'archives', record.id))).toBeNull();
  });

  it('assigns a record without an owner to the local owner', async () => {
    await using opened = await open();
    const id = newId('archive');
    await opened.store.put(recordKey('archives', id), JSON.stringify({ id, text: 'old' }));
    expect(await opened.records.find(id)).toEqual(noteOf(id, { text: 'old' }));
  });
});
