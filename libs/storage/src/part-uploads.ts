import type { ObjectInfo } from './object-info.js';

/** An object that comes in numbered parts, perhaps over days and through several processes. */
export interface PartUpload {
  readonly key: string;
  /** What the store calls the upload. */
  readonly uploadId: string;
}

export interface StoredPart {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  readonly etag: string;
}

/**
 * Objects written in parts of `PART_BYTES`, all full but the last. A part that is sent again replaces the one before.
 * Nothing is seen under the key until `complete`, and nothing is left after `abort`. Methods throw `upload.not_found`
 * when the upload was completed or aborted.
 */
export interface PartUploads {
  begin(key: string): Promise<PartUpload>;
  put(upload: PartUpload, number: number, bytes: Uint8Array): Promise<void>;
  /** In the order of their numbers. */
  list(upload: PartUpload): Promise<StoredPart[]>;
  /** Joins parts 1 to `parts`, which must all be there. */
  complete(upload: PartUpload, parts: number): Promise<ObjectInfo>;
  /** An upload that is gone is no error. */
  abort(upload: PartUpload): Promise<void>;
  /** A link by which whoever has it may PUT one part until it expires; null of a store that has no such links. */
  link(upload: PartUpload, number: number, expiresSeconds: number): Promise<string | null>;
}
