import { createHash } from 'node:crypto';
import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';
import { isRefusal, readStatus, toStoreError } from './s3-errors.js';

/** The number of objects that are deleted at the same time if the store cannot delete many in one request. */
const AT_ONCE = 16;

/** Deletes objects, up to 1,000 in one request. Objects that a store does not delete so are deleted one by one. */
export class S3Deletion {
  /** True once the store has refused to delete several objects in one request. */
  isSingle = false;

  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  /** Deletes an object. A missing one is no error, also in stores that answer 404. */
  async delete(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await this.client.send(command).catch((error: unknown) => {
      const coded = toStoreError(error, key);
      if (coded.code !== 'store.object_missing') throw coded;
    });
  }

  async deleteAll(keys: readonly string[]): Promise<void> {
    const left = this.isSingle || keys.length < 2 ? keys : await this.deleteTogether(keys);
    for (let at = 0; at < left.length; at += AT_ONCE)
      await Promise.all(left.slice(at, at + AT_ONCE).map((key) => this.delete(key)));
  }

  /** Deletes objects by one request. Returns the keys that the store did not delete. */
  private async deleteTogether(keys: readonly string[]): Promise<readonly string[]> {
    const Delete = { Objects: keys.map((Key) => ({ Key })) };
    const command = new DeleteObjectsCommand({ Bucket: this.bucket, Delete });
    addContentMd5(command);
    try {
      const { Errors = [] } = await this.client.send(command);
      return Errors.flatMap(({ Key, Code }) => (Key === undefined || Code === 'NoSuchKey' ? [] : [Key]));
    } catch (error) {
      if (!isRefusal(readStatus(error))) throw toStoreError(error, this.bucket);
      this.isSingle = true;
      return keys;
    }
  }
}

/**
 * Sends the MD5 of the body (RFC 1864) in place of the SDK's CRC-32. Every S3 service accepts it for this request, and
 * some require it or reject the newer checksum headers.
 */
function addContentMd5(command: DeleteObjectsCommand): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string>; body: string | Uint8Array };
      const kept = Object.entries(request.headers).filter(([name]) => !/^x-amz-(sdk-)?checksum/i.test(name));
      const md5 = createHash('md5').update(request.body).digest('base64');
      request.headers = { ...Object.fromEntries(kept), 'content-md5': md5 };
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'contentMd5' },
  );
}
