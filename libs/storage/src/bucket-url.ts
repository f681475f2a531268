/** A place in a bucket other than the store's own. */
export interface BucketPlace {
  readonly bucket: string;
  /** Empty, or of a prefix with a slash at its end: all objects below it. */
  readonly key: string;
}

/** Names of buckets as S3 has them. */
const BUCKET_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.*)$/su;

/** The place that `s3://bucket/key` names; null of every other text, as of keys in the store's own bucket. */
export function parseBucketUrl(url: string): BucketPlace | null {
  const [, bucket, key] = BUCKET_URL.exec(url) ?? [];
  return bucket === undefined || key === undefined ? null : { bucket, key };
}
