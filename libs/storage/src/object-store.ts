import type { Readable } from 'node:stream';
import type { ObjectInfo } from './object-info.js';
import type { PartUploads } from './part-uploads.js';

export interface PutOptions {
  readonly contentType?: string;
}

/** Bytes [start, end). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface LinkOptions {
  readonly expiresSeconds: number;
  /** Under which a browser saves the object. */
  readonly fileName: string;
}

export interface ListOptions {
  /** Only keys after this one, in byte order. */
  readonly startAfter?: string;
  /** Objects fetched at a time; at most 1,000. */
  readonly pageSize?: number;
}

/** Gives memory of this many bytes, whatever stands in it. */
export type Allocate = (bytes: number) => Uint8Array;

/**
 * Where everything lasting lives. An object is whole or absent: no reader ever sees half of one.
 * Methods throw `store.unavailable` when the store cannot be reached (retryable) and `store.object_missing`
 * when the key is absent, unless they say otherwise. Keys are made in keys.ts alone.
 */
export interface ObjectStore {
  readonly kind: 's3' | 'file';
  /** Objects that come in parts over several requests. */
  readonly parts: PartUploads;
  /** Resolves when the store answers and can hold objects. */
  probe(): Promise<void>;
  /** Null when the key is absent. */
  head(key: string): Promise<ObjectInfo | null>;
  get(key: string): Promise<Uint8Array>;
  /** Returns the bytes of the object, or null when the key is absent: one request where head() and get() are two. */
  find(key: string): Promise<Uint8Array | null>;
  /**
   * Bytes [start, end) of the object, in new memory or in what `allocate` gives.
   * `ifMatch`: throws `archive.changed` when the etag is another.
   */
  getRange(
    key: string,
    start: number,
    end: number,
    ifMatch?: string,
    allocate?: Allocate,
  ): Promise<Uint8Array>;
  /** The object, or a range within it, as a stream of at most a few buffers in memory. */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * A link by which whoever has it reads the object until it expires, ranges included; null of a store that has no such
   * links. It is made without asking the store.
   */
  link(key: string, options: LinkOptions): Promise<string | null>;
  put(key: string, bytes: Uint8Array | string, options?: PutOptions): Promise<ObjectInfo>;
  /**
   * Writes the object unless the key is taken. Among callers that race, exactly one receives true; the others receive
   * false and leave the object as it is.
   */
  putIfAbsent(key: string, bytes: Uint8Array | string, options?: PutOptions): Promise<boolean>;
  /** Writes a stream of unknown length in parts; at most two parts of 8 MiB are held. Nothing is left when it fails. */
  putStream(key: string, body: Readable, options?: PutOptions): Promise<ObjectInfo>;
  /** Absent keys are no error. */
  delete(key: string): Promise<void>;
  deletePrefix(prefix: string): Promise<number>;
  /** Objects whose key begins with the prefix, in byte order of their keys. */
  list(prefix: string, options?: ListOptions): AsyncIterable<ObjectInfo>;
  /** Closes connections. */
  close(): Promise<void>;
}

/** Part size of streamed uploads: S3 allows 10,000 parts, so an object may reach 78 GiB. */
export const PART_BYTES = 8 * 1024 * 1024;
