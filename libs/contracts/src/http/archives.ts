import { z } from 'zod';
import { archiveRecord } from '../archive.js';
import type { ErrorCode } from '../errors.js';
import { idPattern } from '../ids.js';
import { wantedExpiry } from '../retention.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';
import { receiptView } from './retention.js';

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

const access = ['score', 'train'] as const;

/** Why an object is no archive that Serenade can read. */
export const UNREADABLE_ARCHIVE = [
  'archive.not_zip',
  'archive.truncated',
  'archive.empty',
  'archive.unsupported',
  'archive.malformed',
] as const satisfies readonly ErrorCode[];

/** Uploading, listing and deleting archives. */
export const archiveRoutes = tagged('archives', {
  'POST /v1/archives': {
    id: 'uploadArchive',
    access,
    summary:
      'Uploads an archive of clips (zip, tar, tar.gz, tar.zst): the archive itself is the body, streamed to the store',
    query: uploadArchiveQuery,
    body: {
      mediaType: 'application/zip',
      hint: 'Send the zip file itself as the body, for example: curl --data-binary @clips.zip -H "content-type: application/zip".',
    },
    status: 201,
    answer: archiveView,
    errors: [
      ...UNREADABLE_ARCHIVE,
      'archive.too_large',
      'archive.checksum_mismatch',
      'quota.stored_bytes',
      'request.aborted',
    ],
  },
  'POST /v1/archives/from-bucket': {
    id: 'takeArchiveFromBucket',
    access,
    summary: 'Makes an archive of an object, or of all audio below a prefix, in a bucket; nothing is copied',
    body: archiveFromBucket,
    status: 201,
    answer: archiveView,
    errors: ['archive.bucket_refused', ...UNREADABLE_ARCHIVE, 'archive.too_large', 'store.object_missing'],
  },
  'POST /v1/archives/from-urls': {
    id: 'takeArchiveFromUrls',
    access,
    summary: 'Makes an archive of a list of URLs; a worker fetches them',
    body: archiveFromUrls,
    status: 201,
    answer: archiveView,
    errors: ['quota.stored_bytes'],
  },
  'POST /v1/archives/{id}/manifest': {
    id: 'selectClips',
    access,
    summary:
      'Names, labels, selects and orders the clips of an archive, by a table (CSV or JSONL) before its first run',
    params: archiveIdParam,
    body: {
      mediaType: 'text/csv',
      hint: 'Send the table itself as text/csv or application/x-ndjson.',
    },
    answer: selectionView,
    errors: ['archive.not_found', 'archive.in_use', 'corpus.manifest_malformed', 'request.aborted'],
  },
  'GET /v1/archives': {
    id: 'listArchives',
    summary: 'Archives, newest first',
    query: pageQuery,
    answer: archivePage,
  },
  'GET /v1/archives/{id}': {
    id: 'getArchive',
    summary: 'One archive',
    params: archiveIdParam,
    answer: archiveView,
    errors: ['archive.not_found'],
  },
  'DELETE /v1/archives/{id}': {
    id: 'deleteArchive',
    access,
    summary:
      'Removes an archive, its index and the features that no other archive uses, and returns a receipt; its finishedAt is null until the removal ends',
    params: archiveIdParam,
    answer: receiptView,
    errors: ['archive.not_found', 'archive.in_use', 'retention.in_progress'],
  },
});
