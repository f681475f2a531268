import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandOutput,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SerenadeError } from '#libs/contracts';
import type {
  Allocate,
  ByteRange,
  LinkOptions,
  ListOptions,
  ObjectStore,
  PutOptions,
  ObjectInfo,
} from './object-store.js';
import { parseBucketUrl } from './bucket-url.js';
import { falseIfTaken, nullIfMissing, throwAs } from './store-errors.js';
import { toStoreError, readStatus } from './s3-errors.js';
import { S3Parts } from './s3-parts.js';
import { uploadStream } from './s3-upload.js';

export interface S3Settings {
  readonly endpoint?: string | undefined;
  /** The endpoint that clients use, for links. Default: `endpoint`. */
  readonly publicEndpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** MinIO needs `endpoint/bucket/key`. AWS accepts both forms. */
  readonly forcePathStyle: boolean;
}

/**
 * Stores objects in any S3-compatible store with conditional PUT (If-None-Match), such as AWS and MinIO.
 *
 * For reads, `s3://bucket/key` in place of a key names an object in another bucket of the same service. The API decides
 * whether a client may name that bucket. Serenade never writes there.
 */
export class S3Store implements ObjectStore {
  readonly kind = 's3';
  private readonly client: S3Client;
  /** Signs links. It never connects. */
  private readonly signer: S3Client;
  private readonly bucket: string;
  readonly parts: S3Parts;

  constructor(settings: S3Settings) {
    this.bucket = settings.bucket;
    const options: S3ClientConfig = {
      region: settings.region,
      forcePathStyle: settings.forcePathStyle,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      // Some S3-compatible stores reject the SDK's own checksums, which are trailers.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    };
    const at = (endpoint: string | undefined) =>
      new S3Client({ ...options, ...(endpoint === undefined ? {} : { endpoint }) });
    this.client = at(settings.endpoint);
    this.signer = at(settings.publicEndpoint ?? settings.endpoint);
    this.parts = new S3Parts(this.client, this.signer, this.bucket);
  }

  async probe(): Promise<void> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
    } catch (error) {
      if (readStatus(error) !== 404) throw toStoreError(error, this.bucket);
      await this.client.send(new CreateBucketCommand({ Bucket: this.bucket })).catch((failure: unknown) => {
        if (readStatus(failure) !== 409) throw toStoreError(failure, this.bucket); // 409: another process created it
      });
    }
  }

  async head(key: string): Promise<ObjectInfo | null> {
    try {
      const found = await this.client.send(new HeadObjectCommand(this.resolvePlace(key)));
      return { key, size: found.ContentLength ?? 0, etag: found.ETag ?? '' };
    } catch (error) {
      if (readStatus(error) === 404) return null;
      throw toStoreError(error, key);
    }
  }

  async get(key: string): Promise<Uint8Array> {
    const { Body } = await this.fetch(key);
    return Body.transformToByteArray().catch(throwAs(toStoreError, key));
  }

  async find(key: string): Promise<Uint8Array | null> {
    return this.get(key).catch(nullIfMissing);
  }

  async getRange(
    key: string,
    start: number,
    end: number,
    ifMatch?: string,
    allocate?: Allocate,
  ): Promise<Uint8Array> {
    if (end <= start) return new Uint8Array();
    const { Body, ContentLength = 0 } = await this.fetch(key, {
      Range: `bytes=${start}-${end - 1}`,
      ...(ifMatch === undefined ? {} : { IfMatch: ifMatch }),
    });
    const bytes =
      allocate === undefined ? Body.transformToByteArray() : fill(allocate(ContentLength), Body as Readable);
    return bytes.catch(throwAs(toStoreError, key));
  }

  async stream(key: string, range?: ByteRange): Promise<Readable> {
    if (range !== undefined && range.end <= range.start) return Readable.from([]);
    const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` };
    const { Body } = await this.fetch(key, part);
    return Body as Readable;
  }

  /** Signs the link for the endpoint that clients use, because the signature covers the host. */
  async link(key: string, { expiresSeconds, fileName }: LinkOptions): Promise<string> {
    const ResponseContentDisposition = `attachment; filename="${fileName}"`;
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key, ResponseContentDisposition });
    return getSignedUrl(this.signer, command, { expiresIn: expiresSeconds });
  }

  async put(
    key: string,
    bytes: Uint8Array | string,
    { contentType }: PutOptions = {},
    condition: { readonly IfNoneMatch?: '*' } = {},
  ): Promise<ObjectInfo> {
    const Body = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    const target = { Bucket: this.bucket, Key: key, ContentType: contentType, ...condition };
    const { ETag } = await this.client
      .send(new PutObjectCommand({ ...target, Body }))
      .catch(throwAs(toStoreError, key));
    return { key, size: Body.length, etag: ETag ?? '' };
  }

  async putIfAbsent(key: string, bytes: Uint8Array | string, options: PutOptions = {}): Promise<boolean> {
    return this.put(key, bytes, options, { IfNoneMatch: '*' }).then(() => true, falseIfTaken);
  }

  async putStream(key: string, body: Readable, options: PutOptions = {}): Promise<ObjectInfo> {
    const target = { Bucket: this.bucket, Key: key, ContentType: options.contentType };
    try {
      await uploadStream(this.client, target, body);
    } catch (error) {
      // Only an error of the source stream is thrown unchanged.
      throw error === body.errored ? error : toStoreError(error, key);
    }
    const info = await this.head(key);
    if (info !== null) return info;
    throw new SerenadeError('store.unavailable', `The object ${key} disappeared after its upload.`, { key });
  }

  async delete(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await this.client.send(command).catch(throwAs(toStoreError, key));
  }

  async deletePrefix(prefix: string): Promise<number> {
    if (parseBucketUrl(prefix) !== null)
      throw new SerenadeError('internal.error', 'Serenade never deletes objects in another bucket.');
    let deleted = 0;
    for await (const page of this.listPages(prefix, {})) {
      if (page.length === 0) continue;
      const Delete = { Objects: page.map(({ key }) => ({ Key: key })) };
      const { Errors: [error, ...more] = [] } = await this.client
        .send(new DeleteObjectsCommand({ Bucket: this.bucket, Delete }))
        .catch(throwAs(toStoreError, prefix));
      if (error !== undefined) {
        const message = `The store did not delete ${more.length + 1} objects: ${error.Message}.`;
        throw new SerenadeError('store.unavailable', message, { prefix });
      }
      deleted += page.length;
    }
    return deleted;
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncGenerator<ObjectInfo> {
    for await (const page of this.listPages(prefix, options)) yield* page;
  }

  async close(): Promise<void> {
    this.client.destroy();
    await Promise.resolve();
  }

  private async *listPages(prefix: string, options: ListOptions): AsyncGenerator<ObjectInfo[]> {
    const { Bucket, Key: Prefix } = this.resolvePlace(prefix);
    const root = Bucket === this.bucket ? '' : `s3://${Bucket}/`;
    const startAfter = options.startAfter?.slice(root.length);
    let token: string | undefined;
    do {
      const page = await this.client
        .send(
          new ListObjectsV2Command({
            Bucket,
            Prefix,
            MaxKeys: options.pageSize ?? 1000,
            StartAfter: startAfter,
            ContinuationToken: token,
          }),
        )
        .catch(throwAs(toStoreError, prefix));
      yield (page.Contents ?? []).map(({ Key, Size, ETag }) => ({
        key: `${root}${Key ?? ''}`,
        size: Size ?? 0,
        etag: ETag ?? '',
      }));
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  private resolvePlace(key: string): { readonly Bucket: string; readonly Key: string } {
    const place = parseBucketUrl(key);
    return place === null ? { Bucket: this.bucket, Key: key } : { Bucket: place.bucket, Key: place.key };
  }

  private async fetch(
    key: string,
    extra: { Range?: string; IfMatch?: string } = {},
  ): Promise<GetObjectCommandOutput & { Body: NonNullable<GetObjectCommandOutput['Body']> }> {
    const answer = await this.client
      .send(new GetObjectCommand({ ...this.resolvePlace(key), ...extra }))
      .catch((error: unknown) => {
        throw toStoreError(error, key, 'archive.changed');
      });
    const { Body } = answer;
    if (Body !== undefined) return { ...answer, Body };
    throw new SerenadeError('store.unavailable', `The store returned no body for ${key}.`, { key });
  }
}

/** Reads the body into `bytes`. @throws SerenadeError `store.unavailable` if the body is too short */
async function fill(bytes: Uint8Array, body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let at = 0;
  for await (const chunk of body) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at === bytes.length) return bytes;
  throw new SerenadeError('store.unavailable', 'The store sent fewer bytes than it announced.');
}
