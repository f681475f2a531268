import { z } from 'zod';
import { recordOwner } from './owner.js';
import { expiresAt } from './retention.js';

/**
 * The source of an archive: an uploaded or stored container, the objects below a prefix, or a list of URLs. All of
 * them are indexed to the same manifest and shards.
 */
export const ARCHIVE_FORMATS = ['zip', 'tar', 'tar.gz', 'tar.zst', 'objects', 'urls'] as const;
export const archiveFormat = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof archiveFormat>;

/** A line of an archive's list of URLs. */
export const urlLine = z.strictObject({ url: z.string(), name: z.string() });
export type UrlLine = z.infer<typeof urlLine>;

/** The stored record of an archive. */
export const archiveRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  name: z.string(),
  format: archiveFormat,
  /** Location of bytes that were not uploaded: `s3://bucket/key`, or a prefix that ends with a slash. */
  url: z.string().optional(),
  /** Size of the container; 0 for loose objects, whose sizes are in the index. */
  sizeBytes: z.int().nonnegative(),
  /** Hash of the container or the list; empty if the bytes did not pass through Serenade. */
  sha256: z.string(),
  /** Number of entries in its directory, clips or not; null if only indexing can count them. */
  entries: z.int().nonnegative().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt,
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;
