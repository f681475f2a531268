import { uploadRecord, type UploadRecord } from '#libs/contracts';
import { uploadKeys } from './keys.js';
import { findJson, putJson } from './json.js';
import type { ObjectStore } from './object-store.js';

/** Uploads under way: their records, and what belongs to them in the store. */
export class Uploads {
  constructor(private readonly store: ObjectStore) {}

  /** Null when there is no such upload (any more). */
  async find(id: string): Promise<UploadRecord | null> {
    return findJson(this.store, uploadKeys.record(id), uploadRecord);
  }

  async save(record: UploadRecord): Promise<void> {
    await putJson(this.store, uploadKeys.record(record.id), record);
  }

  /** Parts, tail and record; the archive that was made of it stays. */
  async remove(record: UploadRecord): Promise<void> {
    if (!record.isFinished) await this.store.parts.abort(uploadKeys.parts(record));
    await this.store.deletePrefix(uploadKeys.prefix(record.id));
  }

  /**
   * Gives up the uploads that nobody has touched since `before`, and forgets the finished ones of that age.
   * @returns how many
   */
  async sweep(before: Date): Promise<number> {
    let swept = 0;
    for await (const { key } of this.store.list(uploadKeys.all)) {
      if (!key.endsWith(uploadKeys.recordName)) continue;
      const record = await this.find(uploadKeys.idOf(key));
      if (record === null || Date.parse(record.touchedAt) >= before.getTime()) continue;
      await this.remove(record);
      swept += 1;
    }
    return swept;
  }
}
