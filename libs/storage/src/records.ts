import type { z } from 'zod';
import { findJson, putJson } from './json.js';
import { idOfRecordKey, ownedKey, ownedPrefix, recordKey, recordPrefix, type RecordKind } from './keys.js';
import type { ObjectStore } from './object-store.js';

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

export interface PageOptions {
  readonly limit: number;
  /** The `nextCursor` of the page before: the last id on it. */
  readonly cursor?: string | undefined;
  /** Only what is this owner's; everybody's when it is left out. */
  readonly owner?: string | undefined;
  /** Ids that are left out, as if they were not there. */
  readonly except?: ReadonlySet<string> | undefined;
}

/** One kind of record in the store: read, written and listed newest first, of one owner or of all. */
export class Records<S extends z.ZodType<{ id: string; owner: string }>> {
  constructor(
    private readonly store: ObjectStore,
    private readonly kind: RecordKind,
    private readonly schema: S,
  ) {}

  /** Null when there is no such record. */
  async find(id: string): Promise<z.infer<S> | null> {
    return findJson(this.store, recordKey(this.kind, id), this.schema);
  }

  /** Its place in the owner's list comes first: a record that nobody can list does not exist. */
  async save(record: z.infer<S>): Promise<void> {
    await this.store.put(ownedKey(record.owner, this.kind, record.id), '');
    await putJson(this.store, recordKey(this.kind, record.id), record);
  }

  async delete({ id, owner }: Pick<z.infer<S>, 'id' | 'owner'>): Promise<void> {
    await this.store.delete(recordKey(this.kind, id));
    await this.store.delete(ownedKey(owner, this.kind, id));
  }

  async page({ limit, cursor, owner, except }: PageOptions): Promise<Page<z.infer<S>>> {
    const ids = await this.ids(limit + 1, cursor, owner, except);
    const shown = ids.slice(0, limit);
    const found = await Promise.all(shown.map((id) => this.find(id)));
    return {
      items: found.filter((record) => record !== null), // one may be deleted while its page is read
      nextCursor: ids.length > limit ? (shown.at(-1) ?? null) : null,
    };
  }

  /** Ids of all that an owner has, newest first, without reading a record. */
  async *idsOf(owner: string): AsyncGenerator<string> {
    for await (const { key } of this.store.list(ownedPrefix(owner, this.kind))) yield idOfRecordKey(key);
  }

  /** Ids of everybody's, newest first, without reading a record. */
  async *allIds(): AsyncGenerator<string> {
    for await (const { key } of this.store.list(recordPrefix(this.kind))) yield idOfRecordKey(key);
  }

  private async ids(
    count: number,
    cursor: string | undefined,
    owner: string | undefined,
    except: ReadonlySet<string> = new Set(),
  ): Promise<string[]> {
    const prefix = owner === undefined ? recordPrefix(this.kind) : ownedPrefix(owner, this.kind);
    const keyOf = (id: string) =>
      owner === undefined ? recordKey(this.kind, id) : ownedKey(owner, this.kind, id);
    const after = cursor === undefined ? {} : { startAfter: keyOf(cursor) };
    const ids: string[] = [];
    for await (const { key } of this.store.list(prefix, { ...after, pageSize: Math.min(count, 1_000) })) {
      const id = idOfRecordKey(key);
      if (except.has(id)) continue;
      ids.push(id);
      if (ids.length >= count) break;
    }
    return ids;
  }
}
