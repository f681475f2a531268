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

/** Encodings of names in archives that do not state one. */
export const NAME_ENCODINGS = [
  'utf-8',
  'cp437',
  'shift-jis',
  'euc-jp',
  'gbk',
  'big5',
  'euc-kr',
  'cp866',
  'cp1250',
  'cp1251',
  'cp1252',
  'koi8-r',
] as const;
export const nameEncoding = z.enum(NAME_ENCODINGS);
export type NameEncoding = z.infer<typeof nameEncoding>;

/** Why an entry of an archive is not a clip. */
export const ignoreReason = z.enum(['folder', 'hidden', 'macos_metadata', 'no_extension', 'other_extension']);
export type IgnoreReason = z.infer<typeof ignoreReason>;

/** The entries of an archive that are not clips. */
export const ignoredSummary = z.strictObject({
  ignored: z.int().nonnegative(),
  /** Names of the first ones. */
  ignoredExamples: z.array(z.string()).max(10),
  /** Absent in an index that an earlier version wrote. */
  ignoredByReason: z.partialRecord(ignoreReason, z.int().positive()).optional(),
  ignoredEntries: z
    .array(z.strictObject({ name: z.string(), reason: ignoreReason }))
    .max(100)
    .optional(),
});
export type IgnoredSummary = z.infer<typeof ignoredSummary>;

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
  /** How to decode names that do not state their encoding: as the client asked, or by a guess; absent if all do. */
  nameEncoding: z.strictObject({ encoding: nameEncoding, isGuess: z.boolean() }).optional(),
  createdAt: z.iso.datetime(),
  expiresAt,
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;
