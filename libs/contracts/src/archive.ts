import { z } from 'zod';
import { recordOwner } from './owner.js';

/** The stored record of an uploaded archive. */
export const archiveRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  name: z.string(),
  format: z.literal('zip'),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  /** Entries that its directory declares, clips or not. */
  entries: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;
