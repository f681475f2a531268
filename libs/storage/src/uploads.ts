import { uploadRecord, type UploadRecord } from '#libs/contracts';
import { uploadKeys } from './keys.js';
import { findJson, putJson } from './json.js';
import type { ObjectStore } from './object-store.js';

/** Manages the records of incomplete uploads, and their objects in the store. */
export class Uploads {
  constructor(private readonly store: ObjectStore) {}

  /** Returns null if the upload does not exist. */
  async find(id: string): Promise<UploadRecord | null> {
    return findJson(this.store, uploadKeys.record(id), uploadRecord);
  }

  async save(record: UploadRecord): Promise<void> {
    await putJson(this.store, uploadKeys.record(record.id), record);
  }

  /** Deletes the parts, the tail and the record of an upload. The archive that was made from it stays. */
  async remove(record: UploadRecord): Promise<void> {
    if (!record.isFinished) await this.store.parts.abort(uploadKeys.parts(record));
    await this.store.deletePrefix(uploadKeys.prefix(record.id));
  }

  /**
   * Deletes the uploads without activity since `before`, and the records of completed ones of that age.
   * @returns the number of deleted uploads
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
