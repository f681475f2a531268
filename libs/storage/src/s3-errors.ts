import { S3ServiceException } from '@aws-sdk/client-s3';
import { SerenadeError, type ErrorCode } from '#libs/contracts';
import { parseBucketUrl } from './bucket-url.js';
import { objectMissing, uploadNotFound } from './store-errors.js';

/** Returns the HTTP status of the store's response, if there was one. The SDK may not have been able to parse its body. */
export function readStatus(error: unknown): number | undefined {
  if (error instanceof S3ServiceException) return error.$metadata.httpStatusCode;
  const { $response: response } = error instanceof Error ? (error as { $response?: unknown }) : {};
  const status = (response as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** The statuses of answers that may be different if the request is repeated, or if the credentials are corrected. */
const PASSING = [401, 403, 404, 408, 425, 429];

/** Returns true if the status says that the store does not support a request. */
export function isRefusal(status: number | undefined): boolean {
  if (status === undefined || PASSING.includes(status)) return false;
  return status === 501 || (status >= 400 && status < 500);
}

/**
 * Converts an SDK error to an error of the store. Errors that do not concern the object itself are retryable.
 * `onPrecondition` is the code for a 412, which means If-None-Match on writes and If-Match on reads.
 */
export function toStoreError(
  error: unknown,
  key: string,
  onPrecondition: 'store.object_exists' | 'archive.changed' = 'store.object_exists',
): SerenadeError {
  if (error instanceof SerenadeError) return error;
  const status = readStatus(error);
  const name = error instanceof Error ? error.name : 'unknown error';
  const coded = (code: ErrorCode, message: string) =>
    new SerenadeError(code, message, { key }, { cause: error });
  if (parseBucketUrl(key) !== null && (status === 403 || name === 'NoSuchBucket'))
    return coded('archive.bucket_refused', `The object store does not let this server read ${key}: ${name}.`);
  if (name === 'NoSuchUpload') return uploadNotFound(key, error);
  if (status === 404 && name !== 'NoSuchBucket') return objectMissing(key, error);
  // S3 answers 409 to a conditional write if another write of the same key is in progress. Some stores answer 304.
  if (status === 412 || status === 304 || name === 'ConditionalRequestConflict') {
    const change =
      onPrecondition === 'store.object_exists' ? 'exists already' : 'has changed since it was indexed';
    return coded(onPrecondition, `The object ${key} ${change}.`);
  }
  const reason = status === undefined ? name : `${status} ${name}`;
  return coded('store.unavailable', `The object store reports ${reason}.`);
}
