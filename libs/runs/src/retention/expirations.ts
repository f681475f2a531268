import { retentionKeys, type ObjectStore } from '#libs/storage';

interface Expiring {
  readonly id: string;
  readonly expiresAt: string | null;
}

/** Writes a marker for an item that expires. The sweeper lists the markers instead of all items. */
export async function noteExpiry(store: ObjectStore, { id, expiresAt }: Expiring): Promise<void> {
  if (expiresAt !== null) await store.put(retentionKeys.expiry(expiresAt, id), '');
}

export async function forgetExpiry(store: ObjectStore, { id, expiresAt }: Expiring): Promise<void> {
  if (expiresAt !== null) await store.delete(retentionKeys.expiry(expiresAt, id));
}

/** Lists the items that have expired, the longest overdue first. */
export async function* listDue(
  store: ObjectStore,
  now: Date,
): AsyncGenerator<{ readonly id: string; readonly key: string }> {
  for await (const { key } of store.list(retentionKeys.expiries)) {
    const due = retentionKeys.parseExpiry(key);
    if (due.at > now.toISOString()) return;
    yield { id: due.id, key };
  }
}
