import { z } from 'zod';
import { archiveIdParam, uploadArchiveQuery, UNREADABLE_ARCHIVE, archiveView } from './archives.js';
import { tagged } from './route.js';

const MiB = 1024 ** 2;

export const multipartIdParam = archiveIdParam;

/** S3 takes at most 10,000 parts of 5 MiB to 5 GiB; only the last may be smaller. */
export const MOST_PARTS = 10_000;

export const createMultipartUpload = uploadArchiveQuery.extend({
  sizeBytes: z.int().positive(),
  partBytes: z
    .int()
    .min(5 * MiB)
    .max(5 * 1024 * MiB)
    .optional()
    .describe('Default: 64 MiB, more where the archive would have more than 10,000 parts.'),
});
export type CreateMultipartUpload = z.infer<typeof createMultipartUpload>;

export const multipartUploadView = z.strictObject({
  id: z.string().describe('The id that the archive will have.'),
  name: z.string(),
  sizeBytes: z.int(),
  partBytes: z.int(),
  parts: z.int().describe('All of `partBytes` but the last.'),
  expiresAt: z.iso.datetime().describe('When the upload is given up unless it goes on.'),
});
export type MultipartUploadView = z.infer<typeof multipartUploadView>;

const partNumber = z.int().min(1).max(MOST_PARTS);

export const signPartsRequest = z.strictObject({ parts: z.array(partNumber).min(1).max(1000) });

export const signedParts = z.strictObject({
  parts: z.array(z.strictObject({ part: partNumber, url: z.string() })),
  expiresAt: z.iso.datetime(),
});
export type SignedParts = z.infer<typeof signedParts>;

export const storedParts = z.strictObject({
  parts: z.array(z.strictObject({ part: partNumber, sizeBytes: z.int(), etag: z.string() })),
  missing: z.array(partNumber).max(1000).describe('The first thousand parts that have not arrived whole.'),
});
export type StoredParts = z.infer<typeof storedParts>;

const access = ['score', 'train'] as const;
const params = multipartIdParam;

/** Uploads by presigned parts. */
export const multipartRoutes = tagged('uploads', {
  'POST /v1/multipart-uploads': {
    id: 'createMultipartUpload',
    access,
    summary: 'Begins an upload that goes straight to the bucket by presigned links',
    body: createMultipartUpload,
    status: 201,
    answer: multipartUploadView,
    errors: ['upload.no_links', 'archive.too_large', 'quota.stored_bytes'],
  },
  'GET /v1/multipart-uploads/{id}': {
    id: 'getMultipartUpload',
    summary: 'One upload',
    params,
    answer: multipartUploadView,
    errors: ['upload.not_found'],
  },
  'POST /v1/multipart-uploads/{id}/sign': {
    id: 'signParts',
    access,
    summary: 'Links to PUT parts to; they last an hour',
    params,
    body: signPartsRequest,
    answer: signedParts,
    errors: ['upload.not_found'],
  },
  'GET /v1/multipart-uploads/{id}/parts': {
    id: 'listParts',
    summary: 'Parts that have arrived and those that are missing',
    params,
    answer: storedParts,
    errors: ['upload.not_found'],
  },
  'POST /v1/multipart-uploads/{id}/complete': {
    id: 'completeMultipartUpload',
    access,
    summary: 'Joins the parts into an archive; may be repeated',
    params,
    status: 201,
    answer: archiveView,
    errors: ['upload.not_found', 'upload.incomplete', ...UNREADABLE_ARCHIVE, 'archive.checksum_mismatch'],
  },
  'DELETE /v1/multipart-uploads/{id}': {
    id: 'abortMultipartUpload',
    access,
    summary: 'Abandons an upload and removes its parts',
    params,
    status: 204,
    errors: ['upload.not_found'],
  },
});
