import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { openStore, type ObjectStore, type StoreSettings } from '#libs/storage';
import type { S3Access } from './services.js';

/** An object store for one test: the environment of processes that use it, and the store itself. */
export interface RealStore extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  readonly store: ObjectStore;
}

/** Creates a store in a temporary folder. Disposing it removes the folder. */
export async function folderStore(parent = tmpdir()): Promise<RealStore> {
  const dir = await mkdtemp(join(parent, 'serenade-e2e-store-'));
  const store = openStore({ kind: 'file', dir });
  return {
    env: { STORE: 'file', STORE_DIR: dir },
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export interface BucketStore extends RealStore {
  readonly bucket: string;
  readonly settings: StoreSettings;
}

/** Creates a store in a new bucket. Disposing it removes the bucket. */
export async function bucketStore({
  endpoint,
  accessKeyId,
  secretAccessKey,
}: S3Access): Promise<BucketStore> {
  const bucket = `e2e-${randomUUID()}`;
  const common = { endpoint, accessKeyId, secretAccessKey, region: 'us-east-1', forcePathStyle: true };
  const settings: StoreSettings = { kind: 's3', bucket, ...common };
  const store = openStore(settings);
  await store.probe(); // creates the bucket
  return {
    bucket,
    settings,
    env: {
      STORE: 's3',
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    store,
    [Symbol.asyncDispose]: async () => {
      await store.deletePrefix('');
      await store.close();
      const { endpoint, region, forcePathStyle, ...credentials } = common;
      const client = new S3Client({ endpoint, region, forcePathStyle, credentials });
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      client.destroy();
    },
  };
}
