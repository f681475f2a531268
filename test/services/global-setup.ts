import type { TestProject } from 'vitest/node';
import { startMinio } from './minio.js';
import type { ProvidedServices } from './provided.js';
import { startRedis } from './redis.js';
import type { Service, Startup } from './service.js';

let started: readonly Service[] = [];

/** Starts Redis and MinIO once for the whole run. Each test uses its own prefix or bucket. */
export async function setup(project: TestProject): Promise<void> {
  const [redis, s3] = await Promise.all([startRedis(), startMinio()]);
  started = [redis.service, s3.service].filter((service) => service !== null);
  console.log(describe('Redis', redis));
  console.log(describe('MinIO', s3));
  const services: ProvidedServices = {
    redisUrl: redis.service?.url ?? null,
    redisHow: redis.service?.how ?? null,
    redisMissing: redis.service === null ? redis.missing : null,
    s3Endpoint: s3.service?.endpoint ?? null,
    s3AccessKeyId: s3.service?.accessKeyId ?? null,
    s3SecretAccessKey: s3.service?.secretAccessKey ?? null,
    s3How: s3.service?.how ?? null,
    s3Missing: s3.service === null ? s3.missing : null,
  };
  for (const name of Object.keys(services) as (keyof ProvidedServices)[])
    project.provide(name, services[name]);
}

export async function teardown(): Promise<void> {
  await Promise.all(started.map((service) => service.stop()));
}

function describe(name: string, startup: Startup<Service>): string {
  if (startup.service === null) return startup.missing;
  // A missing external service is normal, so only the other reasons are printed.
  const reasons = startup.passedOver.slice(1);
  const because = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return `${name}: ${startup.service.how}, ${startup.service.detail}${because}`;
}
