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
 * Who did what: an object for each deed, never written twice and never changed, and an empty one in its owner's list. Byte
 * order of the keys is newest first, so that a page costs what it shows, however long the log is.
 */
export class AuditLog {
  constructor(private readonly store: ObjectStore) {}

  async append(entry: Omit<AuditEntry, 'v' | 'at'>): Promise<void> {
    const deed: AuditEntry = { v: 1, at: new Date().toISOString(), ...entry };
    const place = newestFirst(uuidv7());
    await this.store.put(auditKeys.owned(entry.owner, place), '');
    const key = auditKeys.deed(place);
    if (await putJsonIfAbsent(this.store, key, deed)) return;
    throw new SerenadeError('store.object_exists', `There is an object ${key} already.`, { key });
  }

  /** Deeds of an owner, or of all, newest first. The cursor is the `nextCursor` of the page before. */
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
    const found = await Promise.all(shown.map((place) => this.find(place)));
    return {
      items: found.filter((deed) => deed !== null),
      nextCursor: places.length > limit ? (shown.at(-1) ?? null) : null,
    };
  }

  /** Null when a process ended between the owner's list and the deed. */
  private async find(place: string): Promise<AuditEntry | null> {
    return findJson(this.store, auditKeys.deed(place), auditEntry);
  }
}

/** Each digit's complement to 15: a later UUIDv7 comes first, also among those of one millisecond. */
function newestFirst(uuid: string): string {
  return uuid.replaceAll('-', '').replaceAll(/[0-9a-f]/g, (digit) => (15 - parseInt(digit, 16)).toString(16));
}
