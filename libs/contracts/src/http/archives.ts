import { z } from 'zod';
import { archiveRecord, ignoredSummary, nameEncoding } from '../archive.js';
import type { ErrorCode } from '../errors.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';
import { idParam, listOf, tagged } from './route.js';
import { receiptView } from './retention.js';

const archiveName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}/\\]+$/u, 'must not contain a slash or a control character');

export const uploadArchiveQuery = z.strictObject({
  name: archiveName.default('archive.zip'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .toLowerCase()
    .optional()
    .describe('The SHA-256 that the uploaded bytes must have, in hexadecimal.'),
  expiresAt: wantedExpiry,
  nameEncoding: nameEncoding
    .optional()
    .describe(
      'The encoding of names that do not state theirs, such as `shift-jis`. Serenade guesses it by default.',
    ),
});

export type UploadArchiveQuery = z.infer<typeof uploadArchiveQuery>;

export const archiveFromBucket = z.strictObject({
  url: z
    .string()
    .max(1_200)
    .regex(/^s3:\/\/[a-z0-9.-]+\/[^\p{Cc}]*$/u, 'must have the form s3://bucket/key')
    .describe(
      'An archive, such as `s3://calls/2026/may.zip`, or a prefix that ends with a slash, such as `s3://calls/2026/`. A prefix selects every audio object below it.',
    ),
  name: archiveName.optional().describe('The name of the archive. Defaults to the last part of the URL.'),
  expiresAt: wantedExpiry,
  nameEncoding: nameEncoding.optional().describe('The encoding of names that do not state theirs.'),
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
    .describe(
      'The clips in order. Each is a URL, or an object with a URL and the name that results use for the clip.',
    ),
  name: archiveName.default('urls'),
  expiresAt: wantedExpiry,
});
export type ArchiveFromUrls = z.infer<typeof archiveFromUrls>;

export const selectionView = z.strictObject({
  clips: z.int().positive().describe('The number of rows in the table.'),
});
export type SelectionView = z.infer<typeof selectionView>;

export const archiveView = archiveRecord.omit({ v: true }).extend({
  contents: ignoredSummary
    .omit({ ignoredExamples: true })
    .extend({ clips: z.int().nonnegative(), ignored: z.int().nonnegative() })
    .optional()
    .describe(
      'The clips and the ignored entries: by reason, and the first hundred by name. Absent in lists, and while only indexing can tell.',
    ),
});

export const archivePage = pageOf(archiveView);

export type ArchiveView = z.infer<typeof archiveView>;

/** The error codes of objects that Serenade cannot read as an archive. */
export const UNREADABLE_ARCHIVE = [
  'archive.not_zip',
  'archive.truncated',
  'archive.empty',
  'archive.unsupported',
  'archive.malformed',
] as const satisfies readonly ErrorCode[];

/** The properties that routes for archives share with those for unfinished uploads, which become archives. */
export const ofArchive = { access: ['score', 'train'], params: idParam('archive') } as const;

/** Routes for archives. */
export const archiveRoutes = tagged(
  { tag: 'archives', ...ofArchive, missing: 'archive.not_found' },
  {
    'POST /v1/archives': {
      id: 'uploadArchive',
      summary: 'Upload an archive',
      description:
        'Stores an archive of clips (zip, tar, tar.gz or tar.zst). The request body is the archive itself, and the API streams it to the store.',
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
      summary: 'Create an archive from a bucket',
      description:
        'Registers an archive in a bucket, or all audio below a prefix, as an archive. Serenade reads the objects in place and copies nothing.',
      body: archiveFromBucket,
      status: 201,
      answer: archiveView,
      errors: ['archive.bucket_refused', ...UNREADABLE_ARCHIVE, 'archive.too_large', 'store.object_missing'],
    },
    'POST /v1/archives/from-urls': {
      id: 'takeArchiveFromUrls',
      summary: 'Create an archive from URLs',
      description: 'Registers a list of URLs as an archive. A worker fetches the clips.',
      body: archiveFromUrls,
      status: 201,
      answer: archiveView,
      errors: ['quota.stored_bytes'],
    },
    'POST /v1/archives/{id}/manifest': {
      id: 'selectClips',
      summary: 'Select the clips of an archive',
      description:
        'Selects, orders, names and labels the clips of an archive with a table in CSV or JSONL. The archive must not have a run yet.',
      body: { mediaType: 'text/csv', hint: 'Send the table itself as text/csv or application/x-ndjson.' },
      answer: selectionView,
      errors: ['archive.in_use', 'corpus.manifest_malformed', 'request.aborted'],
    },
    'GET /v1/archives': listOf('archives', archivePage),
    'GET /v1/archives/{id}': { id: 'getArchive', summary: 'Retrieve an archive', answer: archiveView },
    'DELETE /v1/archives/{id}': {
      id: 'deleteArchive',
      summary: 'Delete an archive',
      description:
        'Deletes an archive, its index and the features that no other archive uses. Returns a receipt, whose `finishedAt` is null until the deletion is complete.',
      answer: receiptView,
      errors: ['archive.in_use', 'retention.in_progress'],
    },
  },
);
