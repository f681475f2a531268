import type { Allocate, ObjectStore, ObjectInfo } from './object-store.js';
import { objectMissing } from './store-errors.js';

/** Reads ranges of an object in the version that it had when it was opened. */
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
    if (info === null) throw objectMissing(key);
    return new RangeSource(store, key, info.etag, info.size);
  }

  /** Returns a source for a known version of an object, such as one that another process opened. It sends no request. */
  static openPinned(store: ObjectStore, { key, etag, size }: ObjectInfo): RangeSource {
    return new RangeSource(store, key, etag, size);
  }

  /** Returns a source for an object that never changes. The caller must know its size. */
  static openUnpinned(store: ObjectStore, key: string): RangeSource {
    return new RangeSource(store, key, undefined, Number.MAX_SAFE_INTEGER);
  }

  /** The arguments for `openPinned`. */
  get info(): ObjectInfo {
    const { key, etag = '', size } = this;
    return { key, etag, size };
  }

  /** Reads the bytes [start, end). @throws SerenadeError `archive.changed` if the object has changed */
  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array> {
    return this.store.getRange(this.key, start, end, this.etag, allocate);
  }
}
