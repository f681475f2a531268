/** An object or a prefix in a bucket other than the store's own. */
export interface BucketPlace {
  readonly bucket: string;
  /** The object's key, or a prefix: empty, or with a slash at its end. */
  readonly key: string;
}

/** Matches a URL with a bucket name that S3 allows. */
const BUCKET_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.*)$/su;

/** Parses `s3://bucket/key`. Returns null for any other text, such as a key in the store's own bucket. */
export function parseBucketUrl(url: string): BucketPlace | null {
  const [, bucket, key] = BUCKET_URL.exec(url) ?? [];
  return bucket === undefined || key === undefined ? null : { bucket, key };
}
