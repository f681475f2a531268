import { retentionKeys, type ObjectStore } from '#libs/storage';

interface Expiring {
  readonly id: string;
  readonly expiresAt: string | null;
}

/** Says that something expires, so that it is found when it is due without looking at all that there is. */
export async function noteExpiry(store: ObjectStore, { id, expiresAt }: Expiring): Promise<void> {
  if (expiresAt !== null) await store.put(retentionKeys.expiry(expiresAt, id), '');
}

export async function forgetExpiry(store: ObjectStore, { id, expiresAt }: Expiring): Promise<void> {
  if (expiresAt !== null) await store.delete(retentionKeys.expiry(expiresAt, id));
}

/** What was to expire by now, the longest overdue first. */
export async function* dueBy(
  store: ObjectStore,
  now: Date,
): AsyncGenerator<{ readonly id: string; readonly key: string }> {
  for await (const { key } of store.list(retentionKeys.expiries)) {
    const due = retentionKeys.ofExpiry(key);
    if (due.at > now.toISOString()) return;
    yield { id: due.id, key };
  }
}
