import { archiveIndex, type ManifestLine } from '#libs/contracts';
import { archiveKeys } from './keys.js';
import { getJson } from './json.js';
import type { ObjectStore } from './object-store.js';
import { RangeSource } from './range-source.js';

const MOST_KEPT = 100;

/** Where the clips of indexed archives are read: of the version that was indexed, or not at all. */
export class ArchiveSources {
  private readonly known = new Map<string, RangeSource>();

  constructor(private readonly store: ObjectStore) {}

  /** The object that holds the clip. Whoever reads gets `archive.changed` when it is no longer the one that was indexed. */
  async of(archiveId: string, { object }: Pick<ManifestLine, 'object'>): Promise<RangeSource> {
    if (object?.etag !== undefined)
      return RangeSource.pinned(this.store, { ...object, etag: object.etag, size: Number.MAX_SAFE_INTEGER });
    // Packed objects are never written twice with other bytes, and a clip's checksum is compared anyway.
    if (object !== undefined) return RangeSource.unpinned(this.store, object.key);
    const source = this.known.get(archiveId) ?? (await this.open(archiveId));
    this.known.delete(archiveId);
    this.known.set(archiveId, source); // the one that was used last goes last
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
    return source;
  }

  private async open(archiveId: string): Promise<RangeSource> {
    const { source } = await getJson(this.store, archiveKeys.index(archiveId), archiveIndex);
    return source === undefined
      ? RangeSource.open(this.store, archiveKeys.source(archiveId)) // indexed before versions were recorded
      : RangeSource.pinned(this.store, source);
  }
}
