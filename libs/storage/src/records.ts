import type { z } from 'zod';
import { SerenadeError } from '#libs/contracts';
import { getJson, putJson } from './lines.js';
import { idOfRecordKey, recordKey, recordPrefix, type RecordKind } from './keys.js';
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
    return this.read(recordKey(this.kind, id));
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
    const shown = keys.slice(0, limit);
    const found = await Promise.all(shown.map((key) => this.read(key)));
    const last = keys.length > limit ? shown.at(-1) : undefined;
    return {
      items: found.filter((record) => record !== null), // one may be deleted while its page is read
      nextCursor: last === undefined ? null : idOfRecordKey(last),
    };
  }

  private async read(key: string): Promise<z.infer<S> | null> {
    try {
      return await getJson(this.store, key, this.schema);
    } catch (error) {
      if (error instanceof SerenadeError && error.code === 'store.object_missing') return null;
      throw error;
    }
  }
}
