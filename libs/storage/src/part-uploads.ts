import type { ObjectInfo } from './object-info.js';

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
 * earlier one. The object appears at `complete`, and `abort` leaves nothing behind. Methods throw `upload.not_found`
 * after the upload was completed or aborted.
 */
export interface PartUploads {
  begin(key: string): Promise<PartUpload>;
  put(upload: PartUpload, number: number, bytes: Uint8Array): Promise<void>;
  /** Lists the parts in the order of their numbers. */
  list(upload: PartUpload): Promise<StoredPart[]>;
  /** Joins parts 1 to `parts`, which must all exist. */
  complete(upload: PartUpload, parts: number): Promise<ObjectInfo>;
  /** Deletes the upload. A missing upload is not an error. */
  abort(upload: PartUpload): Promise<void>;
  /** Creates a link through which any client can PUT one part until it expires. Returns null if the store has no such links. */
  link(upload: PartUpload, number: number, expiresSeconds: number): Promise<string | null>;
}
