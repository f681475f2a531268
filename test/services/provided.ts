import type { ServiceSource } from './service.js';

/**
 * The values that tests can `inject()`. A missing service is null, and its reason is another value. Tests that need it are
 * skipped with the reason in their names.
 */
export interface ProvidedServices {
  redisUrl: string | null;
  redisHow: ServiceSource | null;
  redisMissing: string | null;
  s3Endpoint: string | null;
  s3AccessKeyId: string | null;
  s3SecretAccessKey: string | null;
  s3How: ServiceSource | null;
  s3Missing: string | null;
}

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an augmentation can only extend
  export interface ProvidedContext extends ProvidedServices {}
}
