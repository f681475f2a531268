import { z } from 'zod';
import { recordOwner } from './owner.js';
import { expiresAt } from './retention.js';

/**
 * What an archive is made of: a container that was uploaded or stands in a bucket, the loose objects of a prefix, or a
 * list of URLs. All are indexed to the same manifest and shards.
 */
export const ARCHIVE_FORMATS = ['zip', 'tar', 'tar.gz', 'tar.zst', 'objects', 'urls'] as const;
export const archiveFormat = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof archiveFormat>;

/** A line of the list that an archive of URLs is. */
export const urlLine = z.strictObject({ url: z.string(), name: z.string() });
export type UrlLine = z.infer<typeof urlLine>;

/** A row of the table by which a user selects clips of an archive. */
export const selectionRow = z.strictObject({
  /** The clip's name in the archive. */
  path: z.string().min(1).max(2_000),
  /** What it is called from here on; default: its path. */
  name: z.string().min(1).max(2_000).optional(),
  label: z.string().max(2_000).optional(),
  text: z.string().max(2_000).optional(),
});
export type SelectionRow = z.infer<typeof selectionRow>;

/** The stored record of an archive. */
export const archiveRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  name: z.string(),
  format: archiveFormat,
  /** Where the bytes stand when they were not uploaded: `s3://bucket/key`, or a prefix that ends with a slash. */
  url: z.string().optional(),
  /** Of the container; 0 for loose objects, whose sizes the index knows. */
  sizeBytes: z.int().nonnegative(),
  /** Of the container or the list; empty where nothing passed through Serenade. */
  sha256: z.string(),
  /** Entries that its directory declares, clips or not; null where only the index can tell. */
  entries: z.int().nonnegative().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt,
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;
