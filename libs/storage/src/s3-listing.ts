import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { SerenadeError } from '#libs/contracts';
import type { ListOptions, ObjectInfo } from './object-store.js';

/** A listing ends after this many empty pages in a row. A store that skips deleted objects sends a few of them. */
const MOST_EMPTY = 200;

/**
 * Lists the objects of a bucket page by page, and ends whatever a store says about the next page: some stores always
 * return a token, the same token, or none. After a page without a new token, the listing resumes after its last key.
 */
export async function* listPages(
  client: S3Client,
  { Bucket, Key: Prefix }: { readonly Bucket: string; readonly Key: string },
  { startAfter, pageSize: MaxKeys = 1000 }: ListOptions,
  fail: (error: unknown) => never,
): AsyncGenerator<ObjectInfo[]> {
  let token: string | undefined;
  let floor = startAfter;
  let last: string | undefined;
  let isByKey = false; // true once the tokens of the store have proved useless
  for (let empty = 0; empty < MOST_EMPTY;) {
    const from = token === undefined ? { StartAfter: floor } : { ContinuationToken: token };
    const page = await client
      .send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys, ...from }))
      .catch(fail);
    const objects = (page.Contents ?? []).map(({ Key: key = '', Size: size = 0, ETag: etag = '' }) => ({
      key,
      size,
      etag,
    }));
    const end = objects.at(-1)?.key;
    const isRepeated = end !== undefined && end === last;
    const fresh = floor === undefined ? objects : objects.filter(({ key }) => isAfter(key, floor ?? ''));
    if (fresh.length > 0 && !isRepeated) yield fresh;
    empty = objects.length === 0 ? empty + 1 : 0;

    const next = page.NextContinuationToken ?? '';
    if (!(page.IsTruncated ?? next !== '')) return;
    const isNew = next !== '' && next !== token;
    if (end === undefined && (isByKey || !isNew)) return;
    if (isByKey && fresh.length === 0) throw endless(Prefix);
    isByKey ||= isRepeated || !isNew;
    last = end ?? last;
    token = isByKey ? undefined : next;
    if (isByKey) floor = last ?? floor;
  }
}

function endless(prefix: string): SerenadeError {
  const message = 'The object store sends the same page of a listing again and again.';
  return new SerenadeError('store.unavailable', message, { prefix });
}

/** Compares keys by their UTF-8 bytes, as S3 sorts them. */
function isAfter(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}
