import { uuidv7 } from 'uuidv7';
import { SerenadeError, auditEntry, type AuditEntry } from '#libs/contracts';
import {
  auditKeys,
  findJson,
  putJsonIfAbsent,
  type ObjectStore,
  type Page,
  type PageOptions,
} from '#libs/storage';

/**
 * Records who did what. Each entry is an object that is written once and never changed, plus an empty object in its
 * owner's list. The keys sort newest first, so reading a page costs the same however long the log is.
 */
export class AuditLog {
  constructor(private readonly store: ObjectStore) {}

  async append(entry: Omit<AuditEntry, 'v' | 'at'>): Promise<void> {
    const deed: AuditEntry = { v: 1, at: new Date().toISOString(), ...entry };
    const place = newestFirst(uuidv7());
    await this.store.put(auditKeys.owned(entry.owner, place), '');
    const key = auditKeys.deed(place);
    if (await putJsonIfAbsent(this.store, key, deed)) return;
    throw new SerenadeError('store.object_exists', `The object ${key} exists already.`, { key });
  }

  /** Lists entries of one owner or of all, newest first. `cursor` is the `nextCursor` of the previous page. */
  async page({ limit, cursor, owner }: PageOptions): Promise<Page<AuditEntry>> {
    const keyOf = (place: string) =>
      owner === undefined ? auditKeys.deed(place) : auditKeys.owned(owner, place);
    const after = cursor === undefined ? {} : { startAfter: keyOf(cursor) };
    const prefix = owner === undefined ? auditKeys.deeds : auditKeys.ownedPrefix(owner);
    const places: string[] = [];
    for await (const { key } of this.store.list(prefix, { ...after, pageSize: limit + 1 })) {
      places.push(auditKeys.placeOf(key));
      if (places.length > limit) break;
    }
    const shown = places.slice(0, limit);
    const read = (place: string) => findJson(this.store, auditKeys.deed(place), auditEntry);
    const found = await Promise.all(shown.map(read));
    return {
      // An entry is missing if a process died after it wrote the owner's list.
      items: found.filter((deed) => deed !== null),
      nextCursor: places.length > limit ? (shown.at(-1) ?? null) : null,
    };
  }
}

/** Replaces each digit by its complement to 15, so that later UUIDv7s sort first, even within a millisecond. */
function newestFirst(uuid: string): string {
  return uuid.replaceAll('-', '').replaceAll(/[0-9a-f]/g, (digit) => (15 - parseInt(digit, 16)).toString(16));
}
