import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#libs/contracts';
import { FileStore } from './file-store.js';
import { recordKey } from './keys.js';
import type { ObjectInfo } from './object-store.js';
import { Records } from './records.js';

const note = z.strictObject({ id: z.string(), text: z.string() });

/** Its list still shows an object that goes meanwhile, as any list does that is a moment old. */
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
    records: new Records(store, 'archives', note),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('Records', () => {
  it('pages through all records once, newest first', async () => {
    await using opened = await open();
    const ids = Array.from({ length: 7 }, () => newId('archive'));
    for (const id of ids) await opened.records.save({ id, text: 'x' });
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await opened.records.page(3, cursor);
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

  it('says that a page which ends with the list is the last', async () => {
    await using opened = await open();
    for (let n = 0; n < 3; n++) await opened.records.save({ id: newId('archive'), text: 'x' });
    expect((await opened.records.page(3)).nextCursor).toBeNull();
    expect(await opened.records.page(3, newId('model'))).toMatchObject({ items: { length: 3 } });
  });

  it('goes on after a record that was deleted between two pages', async () => {
    await using opened = await open();
    for (let n = 0; n < 4; n++) await opened.records.save({ id: newId('archive'), text: 'x' });
    const first = await opened.records.page(2);
    await opened.records.delete(first.items[1]!.id);
    expect((await opened.records.page(2, first.nextCursor!)).items).toHaveLength(2);
  });

  it('leaves out a record that goes while its page is read', async () => {
    await using opened = await open();
    const ids = [newId('archive'), newId('archive')];
    for (const id of ids) await opened.records.save({ id, text: 'x' });
    const late = new LateList(opened.folder, recordKey('archives', ids[0]!));
    const page = await new Records(late, 'archives', note).page(10);
    expect(page.items.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('finds a record by its id and answers null for one that is not there', async () => {
    await using opened = await open();
    const id = newId('archive');
    await opened.records.save({ id, text: 'first' });
    await opened.records.save({ id, text: 'second' });
    expect(await opened.records.find(id)).toEqual({ id, text: 'second' });
    expect(await opened.records.find(newId('archive'))).toBeNull();
  });
});
