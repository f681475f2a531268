import { uuidv7 } from 'uuidv7';
import { auditEntry, type AuditEntry } from '#libs/contracts';
import { auditKeys, getJson, putJson, type ObjectStore } from '#libs/storage';

/** Who did what: an object for each deed, never written twice and never changed. */
export class AuditLog {
  constructor(private readonly store: ObjectStore) {}

  async append(entry: Omit<AuditEntry, 'v' | 'at'>): Promise<void> {
    const at = new Date().toISOString();
    const key = auditKeys.entry(at, uuidv7());
    await putJson(this.store, key, { v: 1, at, ...entry } satisfies AuditEntry, { ifAbsent: true });
  }

  /** The deeds of a day (`2026-11-26`, UTC), oldest first. */
  async *day(date: string): AsyncGenerator<AuditEntry> {
    for await (const { key } of this.store.list(auditKeys.day(date)))
      yield await getJson(this.store, key, auditEntry);
  }
}
