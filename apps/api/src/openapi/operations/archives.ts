import {
  archiveFromBucket,
  archiveFromUrls,
  archiveIdParam,
  archivePage,
  archiveView,
  pageQuery,
  selectionView,
  uploadArchiveQuery,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, json, jsonBody, type Operation } from './operation.js';

/** Uploading, listing and deleting archives. */
export const ARCHIVE_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/archives',
    id: 'uploadArchive',
    tag: 'archives',
    summary:
      'Uploads an archive of clips (zip, tar, tar.gz, tar.zst): the archive itself is the body, streamed to the store',
    query: uploadArchiveQuery,
    body: { type: 'application/zip', schema: 'binary' },
    status: 201,
    answer: json(archiveView),
    errors: [
      'archive.not_zip',
      'archive.truncated',
      'archive.empty',
      'archive.unsupported',
      'archive.malformed',
      'archive.too_large',
      'archive.checksum_mismatch',
      'quota.stored_bytes',
      'request.unsupported_media_type',
      ...UNAVAILABLE,
    ],
  },
  {
    method: 'post',
    path: '/v1/archives/from-bucket',
    id: 'takeArchiveFromBucket',
    tag: 'archives',
    summary:
      'Takes an archive, or all audio below a prefix, from where it stands in a bucket; nothing is copied',
    body: jsonBody(archiveFromBucket),
    status: 201,
    answer: json(archiveView),
    errors: [
      'archive.bucket_refused',
      'archive.not_zip',
      'archive.truncated',
      'archive.empty',
      'archive.unsupported',
      'archive.malformed',
      'archive.too_large',
      'store.object_missing',
      ...UNAVAILABLE,
    ],
  },
  { method: 'post', path: '/v1/archives/from-urls', id: 'takeArchiveFromUrls', tag: 'archives', summary: 'Takes a list of URLs as an archive; a worker fetches them', body: jsonBody(archiveFromUrls), status: 201, answer: json(archiveView), errors: ['quota.stored_bytes', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'post', path: '/v1/archives/{id}/manifest', id: 'selectClips', tag: 'archives', summary: 'Names, labels, selects and orders the clips of an archive, by a table (CSV or JSONL) before its first run', params: archiveIdParam, body: { type: 'text/csv', schema: 'binary' }, status: 200, answer: json(selectionView), errors: ['archive.not_found', 'archive.in_use', 'corpus.manifest_malformed', 'request.too_large', 'request.unsupported_media_type', ...LIVE] }, // prettier-ignore
  { method: 'get', path: '/v1/archives', id: 'listArchives', tag: 'archives', summary: 'Archives, newest first', query: pageQuery, status: 200, answer: json(archivePage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/archives/{id}', id: 'getArchive', tag: 'archives', summary: 'One archive', params: archiveIdParam, status: 200, answer: json(archiveView), errors: ['archive.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
