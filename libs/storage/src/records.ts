import type { z } from 'zod';
import { getJson, putJson } from './lines.js';
import { recordKey, recordPrefix, type RecordKind } from './keys.js';
import type { ObjectStore } from './object-store.js';

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** One kind of record in the store: read, written and listed newest first. */
export class Records<S extends z.ZodType<{ id: string }>> {
  constructor(
    private readonly store: ObjectStore,
    private readonly kind: RecordKind,
    private readonly schema: S,
  ) {}

  /** Null when there is no such record. */
  async find(id: string): Promise<z.infer<S> | null> {
    const key = recordKey(this.kind, id);
    return (await this.store.head(key)) === null ? null : getJson(this.store, key, this.schema);
  }

  async save(record: z.infer<S>): Promise<void> {
    await putJson(this.store, recordKey(this.kind, record.id), record);
  }

  async delete(id: string): Promise<void> {
    await this.store.delete(recordKey(this.kind, id));
  }

  /** `cursor` is the `nextCursor` of the page before: the last id on it. */
  async page(limit: number, cursor?: string): Promise<Page<z.infer<S>>> {
    const keys: string[] = [];
    const after = cursor === undefined ? {} : { startAfter: recordKey(this.kind, cursor) };
    for await (const { key } of this.store.list(recordPrefix(this.kind), { ...after, pageSize: limit + 1 })) {
      keys.push(key);
      if (keys.length > limit) break;
    }
    const items = await Promise.all(keys.slice(0, limit).map((key) => getJson(this.store, key, this.schema)));
    return { items, nextCursor: keys.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async *all(): AsyncGenerator<z.infer<S>> {
    for await (const { key } of this.store.list(recordPrefix(this.kind)))
      yield await getJson(this.store, key, this.schema);
  }
}
