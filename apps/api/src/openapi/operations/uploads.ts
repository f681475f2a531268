import {
  archiveView,
  createMultipartUpload,
  multipartIdParam,
  multipartUploadView,
  signPartsRequest,
  signedParts,
  storedParts,
  type ErrorCode,
} from '#libs/contracts';
import { UNAVAILABLE, json, jsonBody, type Operation } from './operation.js';

const tag = 'uploads';
const path = '/v1/multipart-uploads';
const params = multipartIdParam;
const MISSING: readonly ErrorCode[] = ['upload.not_found', ...UNAVAILABLE];
const ARCHIVE: readonly ErrorCode[] = [
  'archive.not_zip',
  'archive.truncated',
  'archive.empty',
  'archive.unsupported',
  'archive.malformed',
  'archive.checksum_mismatch',
];

/** Uploads by presigned parts. Those of tus at /v1/uploads follow tus 1.0 and are described there. */
export const UPLOAD_OPERATIONS: readonly Operation[] = [
  { method: 'post', path, id: 'createMultipartUpload', tag, summary: 'Begins an upload that goes straight to the bucket by presigned links', body: jsonBody(createMultipartUpload), status: 201, answer: json(multipartUploadView), errors: ['upload.no_links', 'archive.too_large', 'quota.stored_bytes', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/{id}`, id: 'getMultipartUpload', tag, summary: 'One upload', params, status: 200, answer: json(multipartUploadView), errors: MISSING }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/sign`, id: 'signParts', tag, summary: 'Links to PUT parts to, good for an hour', params, body: jsonBody(signPartsRequest), status: 200, answer: json(signedParts), errors: MISSING }, // prettier-ignore
  { method: 'get', path: `${path}/{id}/parts`, id: 'listParts', tag, summary: 'Parts that have arrived and those that are missing', params, status: 200, answer: json(storedParts), errors: MISSING }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/complete`, id: 'completeMultipartUpload', tag, summary: 'Joins the parts into an archive; may be repeated', params, status: 201, answer: json(archiveView), errors: ['upload.incomplete', ...ARCHIVE, ...MISSING] }, // prettier-ignore
  { method: 'delete', path: `${path}/{id}`, id: 'abortMultipartUpload', tag, summary: 'Gives an upload up; nothing is left of its parts', params, status: 204, answer: {}, errors: MISSING }, // prettier-ignore
];
