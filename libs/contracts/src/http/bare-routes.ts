import { archiveIdParam, UNREADABLE_ARCHIVE } from './archives.js';
import type { BareRoute } from './route.js';

const upload = { tag: 'uploads', access: ['score', 'train'], params: archiveIdParam } as const;
const missing = ['upload.not_found'] as const;
const finishing = [...missing, ...UNREADABLE_ARCHIVE, 'archive.checksum_mismatch'] as const;

/** Routes that tus serves: the gate and the OpenAPI document read them, no handler does. */
export const BARE_ROUTES = {
  'POST /v1/uploads': {
    id: 'createUpload',
    tag: upload.tag,
    access: upload.access,
    summary: 'Begins a resumable upload by tus 1.0, whose specification describes its headers',
    status: 201,
    errors: ['archive.too_large', 'quota.stored_bytes', ...UNREADABLE_ARCHIVE],
  },
  'HEAD /v1/uploads/{id}': {
    ...upload,
    id: 'findUploadOffset',
    summary: 'The offset at which a tus upload resumes',
    errors: finishing,
  },
  'PATCH /v1/uploads/{id}': {
    ...upload,
    id: 'continueUpload',
    summary: 'Sends bytes of a tus upload; the answer to the last one is the archive',
    status: 204,
    errors: [...finishing, 'archive.too_large', 'quota.stored_bytes'],
  },
  'DELETE /v1/uploads/{id}': {
    ...upload,
    id: 'abortUpload',
    summary: 'Abandons a tus upload and removes its bytes',
    status: 204,
    errors: missing,
  },
} as const satisfies Readonly<Record<string, BareRoute>>;
