import { z } from 'zod';
import { recordOwner } from './owner.js';

/** An archive on its way in by parts, as it stands in the store: whatever process comes next goes on from here. */
export const uploadRecord = z.strictObject({
  v: z.literal(1),
  /** The id that the archive will have. */
  id: z.string(),
  owner: recordOwner,
  kind: z.enum(['tus', 'multipart']),
  name: z.string(),
  /** Null while a tus client has not said it. */
  sizeBytes: z.int().nonnegative().nullable(),
  /** What the client says of the whole. */
  sha256: z.string().nullable(),
  /** When the client wants the archive to be removed; left out when it says nothing. */
  wantedExpiry: z.iso.datetime().nullable().optional(),
  /** As the tus client gave it, to be given back. */
  metadata: z.record(z.string(), z.string().nullable()),
  /** Bytes of one part; all parts but the last are full. */
  partBytes: z.int().positive(),
  /** What the store calls the upload. */
  partsId: z.string(),
  /** Parts that are in the store, and the bytes behind them that make no full part yet. */
  parts: z.int().nonnegative(),
  tailBytes: z.int().nonnegative(),
  /** Whether all parts of a tus upload are in the store, the last one with what there was. */
  isWhole: z.boolean(),
  /** State of the SHA-256 over the parts, base64; null where the bytes do not pass through the API. */
  hashState: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When bytes last came. An upload that nobody touches for long is given up. */
  touchedAt: z.iso.datetime(),
  /** Whether all has arrived and the archive was taken. */
  isFinished: z.boolean(),
});
export type UploadRecord = z.infer<typeof uploadRecord>;
