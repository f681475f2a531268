import type { Readable } from 'node:stream';

export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** An opaque version: a different value means different bytes. */
  readonly etag: string;
}

export interface PutOptions {
  readonly contentType?: string;
}

/** The bytes [start, end). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface LinkOptions {
  readonly expiresSeconds: number;
  /** The name under which a browser saves the object. */
  readonly fileName: string;
}

export interface ListOptions {
  /** Lists only keys after this one, in byte order. */
  readonly startAfter?: string | undefined;
  /** The number of objects per request, at most 1,000. */
  readonly pageSize?: number;
}

/** Returns memory of this many bytes. Its content does not matter. */
export type Allocate = (bytes: number) => Uint8Array;

/**
 * Holds everything that must survive. An object is complete or absent: no reader ever sees a partial one.
 * Unless stated otherwise, methods throw `store.unavailable` (retryable) if the store cannot be reached, and
 * `store.object_missing` if the key does not exist. Only keys.ts builds keys.
 */
export interface ObjectStore {
  readonly kind: 's3' | 'file';
  /** Writes objects in parts, over several requests. */
  readonly parts: PartUploads;
  /**
   * Resolves if the store answers and can hold objects. The first call of a process also examines the store.
   * @returns a sentence for each missing feature that Serenade works around
   * @throws SerenadeError `store.unsuitable` if the store cannot guarantee that an object is created once
   */
  probe(): Promise<readonly string[]>;
  /** Returns null if the key does not exist. */
  head(key: string): Promise<ObjectInfo | null>;
  get(key: string): Promise<Uint8Array>;
  /** Returns the bytes of the object, or null if the key does not exist. It needs one request; head() and get() need two. */
  find(key: string): Promise<Uint8Array | null>;
  /**
   * Reads the bytes [start, end) of the object into new memory, or into the memory that `allocate` returns.
   * With `ifMatch`, it throws `archive.changed` if the etag differs.
   */
  getRange(
    key: string,
    start: number,
    end: number,
    ifMatch?: string,
    allocate?: Allocate,
  ): Promise<Uint8Array>;
  /** Streams the object or a range of it, with a few buffers in memory. */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * Creates a link through which any client can read the object, or ranges of it, until the link expires. Returns null
   * if the store has no such links. It sends no request to the store.
   */
  link(key: string, options: LinkOptions): Promise<string | null>;
  put(key: string, bytes: Uint8Array | string, options?: PutOptions): Promise<ObjectInfo>;
  /**
   * Writes the object unless the key exists. Among racing callers, exactly one receives true. The others receive false
   * and do not change the object. Throws `store.unsuitable` if the store cannot guarantee that.
   */
  putIfAbsent(key: string, bytes: Uint8Array | string, options?: PutOptions): Promise<boolean>;
  /** Writes a stream of unknown length in parts, with at most two parts of 8 MiB in memory. A failure leaves nothing behind. */
  putStream(key: string, body: Readable, options?: PutOptions): Promise<ObjectInfo>;
  /** Deletes the object. A missing key is not an error. */
  delete(key: string): Promise<void>;
  deletePrefix(prefix: string): Promise<number>;
  /** Lists the objects whose keys begin with the prefix, in byte order of their keys. */
  list(prefix: string, options?: ListOptions): AsyncIterable<ObjectInfo>;
  /** Closes connections. */
  close(): Promise<void>;
}

/** The size of an upload part. S3 allows 10,000 parts, so an object can reach 78 GiB. */
export const PART_BYTES = 8 * 1024 * 1024;

/** An object that is uploaded in numbered parts, perhaps over days and through several processes. */
export interface PartUpload {
  readonly key: string;
  /** The store's id of the upload. */
  readonly uploadId: string;
}

export interface StoredPart {
  /** The first part is 1. */
  readonly number: number;
  readonly size: number;
  readonly etag: string;
}

/**
 * Writes objects in parts of `PART_BYTES`; only the last part may be smaller. A part that is sent again replaces the
 * earlier one. The object appears at `complete`. Methods throw `upload.not_found` after the upload was completed or
 * aborted.
 */
export interface PartUploads {
  begin(key: string): Promise<PartUpload>;
  put(upload: PartUpload, number: number, bytes: Uint8Array): Promise<void>;
  /** Lists the parts in the order of their numbers. */
  list(upload: PartUpload): Promise<StoredPart[]>;
  /** Joins parts 1 to `parts`, which must all exist. */
  complete(upload: PartUpload, parts: number): Promise<ObjectInfo>;
  /** Deletes the upload and its parts. A missing upload is not an error. */
  abort(upload: PartUpload): Promise<void>;
  /** Creates a link through which any client can PUT one part until it expires. Returns null if the store has no such links. */
  link(upload: PartUpload, number: number, expiresSeconds: number): Promise<string | null>;
}
