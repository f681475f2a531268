import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { apiEnvironment, featuresEnvironment, gpuEnvironment } from '#libs/runtime';

const PROCESSES = {
  api: apiEnvironment,
  'worker-features': featuresEnvironment,
  'worker-gpu': gpuEnvironment,
  'worker-gpu-cuda': gpuEnvironment,
};
/** Settings that have no use in a container of docker-compose.yml: its store is MinIO, and its health check asks Node. */
const UNUSED = ['STORE_DIR', 'S3_FORCE_PATH_STYLE', 'S3_PUBLIC_ENDPOINT', 'HEALTH_PORT', 'HEALTH_HOST'];

const composeFile = z.looseObject({
  services: z.record(z.string(), z.looseObject({ environment: z.record(z.string(), z.string()).optional() })),
});

describe('docker-compose.yml', () => {
  const file = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
  const { services } = composeFile.parse(parse(file, { merge: true }));

  it.each(Object.entries(PROCESSES))('passes every setting on to %s', (name, schema) => {
    const passed = Object.keys(services[name]?.environment ?? {});
    const missing = Object.keys(schema.shape).filter((key) => !passed.includes(key) && !UNUSED.includes(key));
    expect(missing).toEqual([]);
  });
});
