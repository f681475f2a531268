import { z } from 'zod';
import { archiveView, ofArchive, UNREADABLE_ARCHIVE, uploadArchiveQuery } from './archives.js';
import { tagged } from './route.js';

const MiB = 1024 ** 2;

/** S3 takes at most 10,000 parts of 5 MiB to 5 GiB; only the last may be smaller. */
export const MOST_PARTS = 10_000;

export const createMultipartUpload = uploadArchiveQuery.extend({
  sizeBytes: z.int().positive(),
  partBytes: z
    .int()
    .min(5 * MiB)
    .max(5 * 1024 * MiB)
    .optional()
    .describe(
      'The size of a part. Defaults to 64 MiB, or more if the archive would have more than 10,000 parts.',
    ),
});
export type CreateMultipartUpload = z.infer<typeof createMultipartUpload>;

export const multipartUploadView = z.strictObject({
  id: z.string().describe('The id of the future archive.'),
  name: z.string(),
  sizeBytes: z.int(),
  partBytes: z.int(),
  parts: z.int().describe('The number of parts. Each has `partBytes` bytes, and the last can be smaller.'),
  expiresAt: z.iso.datetime().describe('When the upload is deleted unless there is activity.'),
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
  missing: z.array(partNumber).max(1000).describe('The missing parts, at most the first thousand.'),
});
export type StoredParts = z.infer<typeof storedParts>;

/** Routes for uploads in presigned parts. */
export const multipartRoutes = tagged(
  { tag: 'uploads', ...ofArchive, missing: 'upload.not_found' },
  {
    'POST /v1/multipart-uploads': {
      id: 'createMultipartUpload',
      summary: 'Create a multipart upload',
      description: 'Starts an upload that goes directly to the bucket through presigned links.',
      body: createMultipartUpload,
      status: 201,
      answer: multipartUploadView,
      errors: ['upload.no_links', 'archive.too_large', 'quota.stored_bytes'],
    },
    'GET /v1/multipart-uploads/{id}': {
      id: 'getMultipartUpload',
      summary: 'Retrieve a multipart upload',
      answer: multipartUploadView,
    },
    'POST /v1/multipart-uploads/{id}/sign': {
      id: 'signParts',
      summary: 'Sign parts',
      description: 'Returns links to which you can PUT parts. They expire after an hour.',
      body: signPartsRequest,
      answer: signedParts,
    },
    'GET /v1/multipart-uploads/{id}/parts': {
      id: 'listParts',
      summary: 'List parts',
      description: 'Returns the stored parts and the missing ones.',
      answer: storedParts,
    },
    'POST /v1/multipart-uploads/{id}/complete': {
      id: 'completeMultipartUpload',
      summary: 'Complete a multipart upload',
      description: 'Joins the parts into an archive. You can repeat this request.',
      status: 201,
      answer: archiveView,
      errors: ['upload.incomplete', ...UNREADABLE_ARCHIVE, 'archive.checksum_mismatch'],
    },
    'DELETE /v1/multipart-uploads/{id}': {
      id: 'abortMultipartUpload',
      summary: 'Cancel a multipart upload',
      description: 'Cancels the upload and deletes its parts.',
      status: 204,
    },
  },
);
