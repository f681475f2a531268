import type { z } from 'zod';
import { findJson, putJson } from './json.js';
import { parseRecordId, ownedKey, ownedPrefix, recordKey, recordPrefix, type RecordKind } from './keys.js';
import type { ObjectStore } from './object-store.js';

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

export interface PageOptions {
  readonly limit: number;
  /** The `nextCursor` of the previous page, which is the last id on it. */
  readonly cursor?: string | undefined;
  /** Lists only records of this owner. If undefined, lists those of all owners. */
  readonly owner?: string | undefined;
  /** Ids to leave out, as if they did not exist. */
  readonly except?: ReadonlySet<string> | undefined;
}

/** Reads, writes and lists the records of one kind, newest first, for one owner or all. */
export class Records<S extends z.ZodType<{ id: string; owner: string }>> {
  constructor(
    private readonly store: ObjectStore,
    private readonly kind: RecordKind,
    private readonly schema: S,
  ) {}

  /** Returns null if the record does not exist. */
  async find(id: string): Promise<z.infer<S> | null> {
    return findJson(this.store, recordKey(this.kind, id), this.schema);
  }

  /** Writes the entry in the owner's list before the record, so every record can be listed. */
  async save(record: z.infer<S>): Promise<void> {
    await this.store.put(ownedKey(record.owner, this.kind, record.id), '');
    await putJson(this.store, recordKey(this.kind, record.id), record);
  }

  async delete({ id, owner }: Pick<z.infer<S>, 'id' | 'owner'>): Promise<void> {
    await this.store.delete(recordKey(this.kind, id));
    await this.store.delete(ownedKey(owner, this.kind, id));
  }

  async page({ limit, cursor, owner, except }: PageOptions): Promise<Page<z.infer<S>>> {
    const ids = await this.listPageIds(limit + 1, cursor, owner, except);
    const shown = ids.slice(0, limit);
    const found = await Promise.all(shown.map((id) => this.find(id)));
    return {
      items: found.filter((record) => record !== null), // a record may be deleted while its page is read
      nextCursor: ids.length > limit ? (shown.at(-1) ?? null) : null,
    };
  }

  /** Lists the ids of an owner's records, newest first, without reading the records. */
  async *listIdsOf(owner: string): AsyncGenerator<string> {
    for await (const { key } of this.store.list(ownedPrefix(owner, this.kind))) yield parseRecordId(key);
  }

  /** Lists the ids of all owners' records, newest first, without reading the records. */
  async *listAllIds(): AsyncGenerator<string> {
    for await (const { key } of this.store.list(recordPrefix(this.kind))) yield parseRecordId(key);
  }

  private async listPageIds(
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
      const id = parseRecordId(key);
      if (except.has(id)) continue;
      ids.push(id);
      if (ids.length >= count) break;
    }
    return ids;
  }
}
