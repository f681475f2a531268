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

export const archiveView = archiveRecord.omit({ v: true });

export const archivePage = pageOf(archiveView);

export type ArchiveView = z.infer<typeof archiveView>;
