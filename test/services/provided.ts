import type { ServiceSource } from './service.js';

/**
 * What the tests may `inject()`. A service that could not be had is null, with the reason beside it, so that the tests
 * which need it are skipped by name and not passed over in silence.
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
