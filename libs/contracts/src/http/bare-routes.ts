import { ofArchive, UNREADABLE_ARCHIVE } from './archives.js';
import type { BareRoute } from './route.js';

const { access, params } = ofArchive;
const upload = { tag: 'uploads', access, params } as const;
const missing = ['upload.not_found'] as const;
const finishing = [...missing, ...UNREADABLE_ARCHIVE, 'archive.checksum_mismatch'] as const;

/** The routes of the tus server. They have no handler; the access gate and the OpenAPI document read them. */
export const BARE_ROUTES = {
  'POST /v1/uploads': {
    id: 'createUpload',
    tag: 'uploads',
    access,
    summary: 'Start a tus upload',
    description: 'Starts a resumable upload. The tus 1.0 specification describes its headers.',
    status: 201,
    errors: [
      'request.unsupported_media_type',
      'archive.too_large',
      'quota.stored_bytes',
      ...UNREADABLE_ARCHIVE,
    ],
  },
  'HEAD /v1/uploads/{id}': {
    ...upload,
    id: 'findUploadOffset',
    summary: 'Retrieve the offset of a tus upload',
    description: 'Returns the offset at which the upload resumes.',
    errors: finishing,
  },
  'PATCH /v1/uploads/{id}': {
    ...upload,
    id: 'continueUpload',
    summary: 'Send bytes of a tus upload',
    description: 'Appends bytes to the upload. The response to the last bytes contains the archive.',
    status: 204,
    errors: [...finishing, 'request.unsupported_media_type', 'archive.too_large', 'quota.stored_bytes'],
  },
  'DELETE /v1/uploads/{id}': {
    ...upload,
    id: 'abortUpload',
    summary: 'Cancel a tus upload',
    description: 'Cancels the upload and deletes its bytes.',
    status: 204,
    errors: missing,
  },
} as const satisfies Readonly<Record<string, BareRoute>>;
