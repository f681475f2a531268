import { archiveIndex } from '#libs/contracts';
import { RangeSource, archiveKeys, getJson, type ObjectStore } from '#libs/storage';

const MOST_KEPT = 100;

/** Sources of the archives that shards are read from, in the version that was indexed; an index never changes. */
export class IndexedSources {
  private readonly known = new Map<string, RangeSource>();

  constructor(private readonly store: ObjectStore) {}

  /** Whoever reads gets `archive.changed` when the object is no longer the one that was indexed. */
  async of(archiveId: string): Promise<RangeSource> {
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
