import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
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
import { S3Deletion } from './s3-deletion.js';
import { examineS3, type S3Quirks } from './s3-examination.js';
import { listPages } from './s3-listing.js';
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
 * Stores objects in any S3-compatible store with conditional PUT (If-None-Match), such as AWS and MinIO. It works around
 * other features that a store lacks.
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
  readonly deletion: S3Deletion;
  readonly quirks: S3Quirks = { ignoresRange: false, ignoresIfMatch: false };
  private examination: Promise<readonly string[]> | null = null;

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
    this.deletion = new S3Deletion(this.client, this.bucket);
    this.parts = new S3Parts(this.client, this.signer, this.bucket);
  }

  async probe(): Promise<readonly string[]> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
    } catch (error) {
      if (readStatus(error) !== 404) throw toStoreError(error, this.bucket);
      await this.client.send(new CreateBucketCommand({ Bucket: this.bucket })).catch((failure: unknown) => {
        if (readStatus(failure) !== 409) throw toStoreError(failure, this.bucket); // 409: another process created it
      });
    }
    return this.examine();
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
    const { body, bytes } = await this.fetch(key);
    return readAll(body, bytes).catch(throwAs(toStoreError, key));
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
    const { body, bytes } = await this.fetch(key, { start, end }, ifMatch);
    return readAll(body, bytes, allocate).catch(throwAs(toStoreError, key));
  }

  async stream(key: string, range?: ByteRange): Promise<Readable> {
    if (range !== undefined && range.end <= range.start) return Readable.from([]);
    return (await this.fetch(key, range)).body;
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
    await this.examine();
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
    await this.deletion.delete(key);
  }

  async deletePrefix(prefix: string): Promise<number> {
    if (parseBucketUrl(prefix) !== null)
      throw new SerenadeError('internal.error', 'Serenade never deletes objects in another bucket.');
    let deleted = 0;
    for await (const page of this.listPages(prefix, {})) {
      await this.deletion.deleteAll(page.map(({ key }) => key));
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
    const place = this.resolvePlace(prefix);
    const root = place.Bucket === this.bucket ? '' : `s3://${place.Bucket}/`;
    const startAfter = options.startAfter?.slice(root.length);
    const pages = listPages(this.client, place, { ...options, startAfter }, throwAs(toStoreError, prefix));
    for await (const page of pages)
      yield root === '' ? page : page.map((info) => ({ ...info, key: root + info.key }));
  }

  private resolvePlace(key: string): { readonly Bucket: string; readonly Key: string } {
    const place = parseBucketUrl(key);
    return place === null ? { Bucket: this.bucket, Key: key } : { Bucket: place.bucket, Key: place.key };
  }

  /** Opens an object, or a range of it, also in stores that ignore Range or If-Match. */
  private async fetch(
    key: string,
    range?: ByteRange,
    ifMatch?: string,
  ): Promise<{ readonly body: Readable; readonly bytes: number | undefined }> {
    const version = ifMatch === undefined ? undefined : bareEtag(ifMatch);
    const { Body, ContentLength, ContentRange, ETag } = await this.sendGet(key, range, version);
    if (Body === undefined)
      throw new SerenadeError('store.unavailable', `The store returned no body for ${key}.`, { key });
    const body = Body as Readable;
    if (version !== undefined && ETag !== undefined && bareEtag(ETag) !== version) {
      body.destroy();
      this.quirks.ignoresIfMatch = true;
      throw new SerenadeError('archive.changed', `The object ${key} has changed since it was indexed.`, {
        key,
      });
    }
    if (range === undefined || ContentRange !== undefined) return { body, bytes: ContentLength };
    this.quirks.ignoresRange = true;
    return { body: Readable.from(cut(body, range)), bytes: undefined };
  }

  private async sendGet(
    key: string,
    range: ByteRange | undefined,
    version: string | undefined,
  ): Promise<GetObjectCommandOutput> {
    const command = new GetObjectCommand({
      ...this.resolvePlace(key),
      Range: range === undefined ? undefined : `bytes=${range.start}-${range.end - 1}`,
      IfMatch: version === undefined ? undefined : `"${version}"`,
    });
    return this.client.send(command).catch((error: unknown) => {
      if (version === undefined || readStatus(error) !== 501)
        throw toStoreError(error, key, 'archive.changed');
      this.quirks.ignoresIfMatch = true;
      return this.sendGet(key, range, undefined);
    });
  }

  /** Examines the store once in this process. An examination that the store interrupts is repeated. */
  private examine(): Promise<readonly string[]> {
    this.examination ??= examineS3(this).catch((error: unknown) => {
      if (toStoreError(error, this.bucket).code !== 'store.unsuitable') this.examination = null;
      throw error;
    });
    return this.examination;
  }
}

/** Returns an ETag without quotes and weakness, which some stores add to some answers only. */
function bareEtag(etag: string): string {
  return etag.replace(/^W\//, '').replaceAll('"', '');
}

/** Reads a body into new memory, or into the memory that `allocate` returns. */
async function readAll(
  body: AsyncIterable<Uint8Array>,
  bytes: number | undefined,
  allocate: Allocate = (length) => new Uint8Array(length),
): Promise<Uint8Array> {
  if (bytes !== undefined) return fill(allocate(bytes), body);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  return fill(allocate(whole.length), Readable.from([whole]));
}

/** Returns the bytes of the range of a body that holds the whole object. */
async function* cut(body: AsyncIterable<Uint8Array>, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of body) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.length;
    if (part.length > 0) yield part;
    if (at >= end) return;
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
