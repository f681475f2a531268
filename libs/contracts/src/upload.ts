import { z } from 'zod';
import { nameEncoding } from './archive.js';
import { recordOwner } from './owner.js';

/** The stored state of an upload in parts, from which any process can resume it. */
export const uploadRecord = z.strictObject({
  v: z.literal(1),
  /** The id of the future archive. */
  id: z.string(),
  owner: recordOwner,
  kind: z.enum(['tus', 'multipart']),
  name: z.string(),
  /** Null until a tus client states it. */
  sizeBytes: z.int().nonnegative().nullable(),
  /** Checksum of the whole file, as stated by the client. */
  sha256: z.string().nullable(),
  /** Requested expiry of the archive; absent if the client requested none. */
  wantedExpiry: z.iso.datetime().nullable().optional(),
  /** Requested encoding of names that do not state theirs; absent if the client requested none. */
  nameEncoding: nameEncoding.optional(),
  /** Metadata from the tus client, returned unchanged. */
  metadata: z.record(z.string(), z.string().nullable()),
  /** Size of a part; all parts except the last are full. */
  partBytes: z.int().positive(),
  /** The store's id of the upload. */
  partsId: z.string(),
  /** Number of parts in the store, and the bytes after them that do not fill a part yet. */
  parts: z.int().nonnegative(),
  tailBytes: z.int().nonnegative(),
  /** True if all parts of a tus upload are in the store, including the last. */
  isWhole: z.boolean(),
  /** State of the SHA-256 over the parts, base64; null if the bytes do not pass through the API. */
  hashState: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When bytes last arrived. Uploads without activity expire. */
  touchedAt: z.iso.datetime(),
  /** True if everything has arrived and the archive was created. */
  isFinished: z.boolean(),
});
export type UploadRecord = z.infer<typeof uploadRecord>;
