import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import '../services/provided.js';

/** Defines a suite that needs Redis. Without Redis, it is skipped with the reason in its name. */
export function describeWithRedis(name: string, suite: (redisUrl: string) => void): void {
  const url = inject('redisUrl');
  if (url === null)
    describe.skip(`${name} (skipped: ${inject('redisMissing') ?? 'no Redis'})`, () => suite(''));
  else describe(name, () => suite(url));
}

export interface S3Access {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Defines a suite that needs an S3 store. Without one, it is skipped with the reason in its name. */
export function describeWithS3(name: string, suite: (access: S3Access) => void): void {
  const access = {
    endpoint: inject('s3Endpoint') ?? '',
    accessKeyId: inject('s3AccessKeyId') ?? '',
    secretAccessKey: inject('s3SecretAccessKey') ?? '',
  };
  if (access.endpoint === '') {
    describe.skip(`${name} (skipped: ${inject('s3Missing') ?? 'no S3'})`, () => suite(access));
  } else describe(name, () => suite(access));
}

/** Creates a key prefix or bucket name that no other test uses. */
export function uniqueName(): string {
  return `test-${randomUUID()}`;
}
