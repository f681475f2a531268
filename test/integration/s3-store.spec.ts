import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { PART_BYTES, openStore, type ObjectStore } from '#libs/storage';
import { testObjectStore } from '../../libs/storage/src/object-store.contract.js';
import { freePort } from '../support/own-redis.js';
import { describeWithS3, uniqueName, type S3Access } from '../support/services.js';

function storeIn(access: S3Access, bucket: string): ObjectStore {
  return openStore({ kind: 's3', region: 'us-east-1', forcePathStyle: true, bucket, ...access });
}

async function emptyBucket(access: S3Access): Promise<ObjectStore> {
  const store = storeIn(access, uniqueName());
  await store.probe();
  return store;
}

describeWithS3('S3Store', (access) => {
  testObjectStore(() => emptyBucket(access));

  it('creates its bucket once for processes that start together', async () => {
    const bucket = uniqueName();
    const stores = Array.from({ length: 4 }, () => storeIn(access, bucket));
    await Promise.all(stores.map((store) => store.probe()));
    await stores[0]!.put('key', 'x');
    expect(await stores[3]!.head('key')).toMatchObject({ size: 1 });
  });

  it('leaves no part of an upload whose source fails', async () => {
    const bucket = uniqueName();
    const store = storeIn(access, bucket);
    await store.probe();
    const broken = Readable.from(
      (function* () {
        yield randomBytes(PART_BYTES + 1);
        throw new Error('the client went away');
      })(),
    );
    await expect(store.putStream('half', broken)).rejects.toThrow('the client went away');
    const { endpoint, accessKeyId, secretAccessKey } = access;
    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    const { Uploads } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: 'half' }),
    );
    expect(Uploads ?? []).toEqual([]);
    client.destroy();
  });

  it('reports that the store is unavailable if the credentials are wrong', async () => {
    const store = storeIn({ ...access, secretAccessKey: 'not-the-secret' }, uniqueName());
    await expect(store.probe()).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});

describe('S3Store at an endpoint without a server', () => {
  it('reports within seconds, for every call, that the store is unavailable', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const store = storeIn({ endpoint, accessKeyId: 'id', secretAccessKey: 'secret' }, 'none');
    const unavailable = { code: 'store.unavailable', retryable: true };
    const startedAt = Date.now();
    const body = Readable.from([randomBytes(PART_BYTES), randomBytes(PART_BYTES)]);
    await Promise.all([
      expect(store.probe()).rejects.toMatchObject(unavailable),
      expect(store.head('key')).rejects.toMatchObject(unavailable),
      expect(store.get('key')).rejects.toMatchObject(unavailable),
      expect(store.stream('key')).rejects.toMatchObject(unavailable),
      expect(store.put('key', 'x')).rejects.toMatchObject(unavailable),
      expect(store.putStream('key', body)).rejects.toMatchObject(unavailable),
      expect(store.deletePrefix('key/')).rejects.toMatchObject(unavailable),
    ]);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    await store.close();
  });
});
