import { S3ServiceException } from '@aws-sdk/client-s3';
import { SerenadeError, type ErrorCode } from '#libs/contracts';
import { parseBucketUrl } from './bucket-url.js';

/** The HTTP status that the store answered, if it answered. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/**
 * An SDK error in the terms of the store. Everything that is not about the object itself may pass: retryable.
 * `onPrecondition` is what a 412 means: If-None-Match on writes, If-Match on reads.
 */
export function s3Error(
  error: unknown,
  key: string,
  onPrecondition: ErrorCode = 'store.object_exists',
): SerenadeError {
  if (error instanceof SerenadeError) return error;
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : 'unknown error';
  const coded = (code: ErrorCode, message: string) =>
    new SerenadeError(code, message, { key }, { cause: error });
  if (parseBucketUrl(key) !== null && (status === 403 || name === 'NoSuchBucket'))
    return coded('archive.bucket_refused', `The object store does not let this server read ${key}: ${name}.`);
  if (status === 404 && name !== 'NoSuchBucket')
    return coded('store.object_missing', `There is no object ${key}.`);
  // A conditional write that raced another answers 409 where its condition would have failed a moment later.
  if (status === 412 || name === 'ConditionalRequestConflict') {
    return onPrecondition === 'store.object_exists'
      ? coded(onPrecondition, `There is an object ${key} already.`)
      : coded(onPrecondition, `The object ${key} is not the one that was read before.`);
  }
  return coded(
    'store.unavailable',
    `The object store answers ${status === undefined ? name : `${status} ${name}`}.`,
  );
}
