import { z } from 'zod';
import { archiveRecord } from '../archive.js';
import { idPattern } from '../ids.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';

export const archiveIdParam = z.object({ id: z.string().regex(idPattern('archive')) });

const archiveName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}/\\]+$/u, 'a name holds no slash and no control character');

export const uploadArchiveQuery = z.strictObject({
  name: archiveName.default('archive.zip'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Checked against what arrives.'),
  expiresAt: wantedExpiry,
});

export type UploadArchiveQuery = z.infer<typeof uploadArchiveQuery>;

export const archiveFromBucket = z.strictObject({
  url: z
    .string()
    .max(1_200)
    .regex(/^s3:\/\/[a-z0-9.-]+\/[^\p{Cc}]*$/u, 'is not s3://bucket/key')
    .describe(
      'An archive, such as `s3://calls/2026/may.zip`; or all audio objects below a prefix that ends with a slash, such as `s3://calls/2026/`.',
    ),
  name: archiveName.optional().describe('Default: the last part of the URL.'),
  expiresAt: wantedExpiry,
});
export type ArchiveFromBucket = z.infer<typeof archiveFromBucket>;

const clipUrl = z.url({ protocol: /^https?$/ }).max(2_048);

export const archiveFromUrls = z.strictObject({
  clips: z
    .array(
      z.union([clipUrl, z.strictObject({ url: clipUrl, name: z.string().min(1).max(1_000).optional() })]),
    )
    .min(1)
    .max(10_000)
    .describe('URLs of clips, in order; each alone or with the name that the clip has in results.'),
  name: archiveName.default('urls'),
  expiresAt: wantedExpiry,
});
export type ArchiveFromUrls = z.infer<typeof archiveFromUrls>;

export const selectionView = z.strictObject({ clips: z.int().positive().describe('Rows of the table.') });
export type SelectionView = z.infer<typeof selectionView>;

export const archiveView = archiveRecord.omit({ v: true });

export const archivePage = pageOf(archiveView);

export type ArchiveView = z.infer<typeof archiveView>;
