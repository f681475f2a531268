import { archiveIndex, type ManifestLine } from '#libs/contracts';
import { archiveKeys } from './keys.js';
import { getJson } from './json.js';
import type { ObjectStore } from './object-store.js';
import { RangeSource } from './range-source.js';

const MOST_KEPT = 100;

/** Opens the objects that hold the clips of indexed archives, in the version that was indexed. */
export class ArchiveSources {
  private readonly known = new Map<string, RangeSource>();

  constructor(private readonly store: ObjectStore) {}

  /** Returns the object that holds the clip. Reading it throws `archive.changed` if it has changed since it was indexed. */
  async sourceOf(archiveId: string, { object }: Pick<ManifestLine, 'object'>): Promise<RangeSource> {
    if (object?.etag !== undefined)
      return RangeSource.openPinned(this.store, {
        ...object,
        etag: object.etag,
        size: Number.MAX_SAFE_INTEGER,
      });
    // A packed object is never rewritten with other bytes, and each clip's checksum is compared anyway.
    if (object !== undefined) return RangeSource.openUnpinned(this.store, object.key);
    const source = this.known.get(archiveId) ?? (await this.open(archiveId));
    this.known.delete(archiveId);
    this.known.set(archiveId, source); // keeps the map in order of use
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
    return source;
  }

  private async open(archiveId: string): Promise<RangeSource> {
    const { source } = await getJson(this.store, archiveKeys.index(archiveId), archiveIndex);
    return source === undefined
      ? RangeSource.open(this.store, archiveKeys.source(archiveId)) // the index is older than recorded versions
      : RangeSource.openPinned(this.store, source);
  }
}
