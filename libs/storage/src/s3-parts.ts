import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SerenadeError } from '#libs/contracts';
import { throwAs } from './store-errors.js';
import type { ObjectInfo, PartUpload, PartUploads, StoredPart } from './object-store.js';
import { toStoreError } from './s3-errors.js';

/** Keeps S3's own multipart uploads open between requests. */
export class S3Parts implements PartUploads {
  constructor(
    private readonly client: S3Client,
    /** Signs links for the endpoint that clients use. */
    private readonly signer: S3Client,
    private readonly bucket: string,
  ) {}

  async begin(key: string): Promise<PartUpload> {
    const command = new CreateMultipartUploadCommand({
      Bucket: this.bucket,
      Key: key,
      ContentType: 'application/octet-stream',
    });
    const { UploadId: uploadId } = await this.client.send(command).catch(throwAs(toStoreError, key));
    if (uploadId === undefined)
      throw new SerenadeError('store.unavailable', 'The store returned no upload id.', { key });
    return { key, uploadId };
  }

  async put(upload: PartUpload, number: number, bytes: Uint8Array): Promise<void> {
    await this.client
      .send(new UploadPartCommand({ ...this.place(upload), PartNumber: number, Body: bytes }))
      .catch(throwAs(toStoreError, upload.key));
  }

  async list(upload: PartUpload): Promise<StoredPart[]> {
    const parts: StoredPart[] = [];
    let marker: string | undefined;
    do {
      const page = await this.client
        .send(new ListPartsCommand({ ...this.place(upload), PartNumberMarker: marker }))
        .catch(throwAs(toStoreError, upload.key));
      for (const { PartNumber, Size, ETag } of page.Parts ?? [])
        parts.push({ number: PartNumber ?? 0, size: Size ?? 0, etag: ETag ?? '' });
      marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
  }

  async complete(upload: PartUpload, parts: number): Promise<ObjectInfo> {
    const stored = (await this.list(upload)).filter(({ number }) => number <= parts);
    const Parts = stored.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    await this.client
      .send(new CompleteMultipartUploadCommand({ ...this.place(upload), MultipartUpload: { Parts } }))
      .catch(throwAs(toStoreError, upload.key));
    const found = await this.client
      .send(new HeadObjectCommand({ Bucket: this.bucket, Key: upload.key }))
      .catch(throwAs(toStoreError, upload.key));
    return { key: upload.key, size: found.ContentLength ?? 0, etag: found.ETag ?? '' };
  }

  async abort(upload: PartUpload): Promise<void> {
    await this.client.send(new AbortMultipartUploadCommand(this.place(upload))).catch((error: unknown) => {
      const coded = toStoreError(error, upload.key);
      if (coded.code !== 'upload.not_found') throw coded;
    });
  }

  async link(upload: PartUpload, number: number, expiresSeconds: number): Promise<string> {
    const command = new UploadPartCommand({ ...this.place(upload), PartNumber: number });
    return getSignedUrl(this.signer, command, { expiresIn: expiresSeconds });
  }

  private place({ key, uploadId }: PartUpload) {
    return { Bucket: this.bucket, Key: key, UploadId: uploadId };
  }
}
