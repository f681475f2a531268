import { SerenadeError } from '#libs/contracts';
import type { ObjectInfo } from './object-info.js';
import type { Allocate, ObjectStore } from './object-store.js';

/** An object as a source of random access, pinned to the version that it had when it was opened. */
export class RangeSource {
  private constructor(
    private readonly store: ObjectStore,
    private readonly key: string,
    private readonly etag: string | undefined,
    readonly size: number,
  ) {}

  /** @throws SerenadeError `store.object_missing` */
  static async open(store: ObjectStore, key: string): Promise<RangeSource> {
    const info = await store.head(key);
    if (info === null) throw new SerenadeError('store.object_missing', `There is no object ${key}.`, { key });
    return new RangeSource(store, key, info.etag, info.size);
  }

  /** The version of an object that was opened before, perhaps by another process; nothing is asked of the store yet. */
  static pinned(store: ObjectStore, { key, etag, size }: ObjectInfo): RangeSource {
    return new RangeSource(store, key, etag, size);
  }

  /** An object of which there is one version only, and whose size the reader has to know. */
  static unpinned(store: ObjectStore, key: string): RangeSource {
    return new RangeSource(store, key, undefined, Number.MAX_SAFE_INTEGER);
  }

  /** What `pinned` takes. */
  get info(): ObjectInfo {
    const { key, etag = '', size } = this;
    return { key, etag, size };
  }

  /** Bytes [start, end). @throws SerenadeError `archive.changed` when the object is no longer the same */
  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array> {
    return this.store.getRange(this.key, start, end, this.etag, allocate);
  }
}
