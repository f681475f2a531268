import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { examineRedis } from '#libs/queue';
import { findOnPath } from '../services/binaries.js';
import { REDIS_BINARY } from '../support/own-redis.js';
import { RedisProcess } from '../support/redis-states.js';

const folder = await mkdtemp(join(tmpdir(), 'serenade-tls-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a Redis with TLS. Returns null if this machine has no openssl, or a Redis without TLS. */
async function startWithTls(): Promise<RedisProcess | null> {
  const openssl = await findOnPath('openssl');
  if (openssl === null || REDIS_BINARY === null) return null;
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes', '-x509'];
  const files = ['-keyout', key, '-out', certificate];
  await promisify(execFile)(openssl, ['req', '-newkey', 'rsa:2048', ...subject, ...files]);
  const tls = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
  try {
    return await RedisProcess.start(
      '--port',
      '0',
      '--tls-port',
      '{port}',
      ...tls,
      '--tls-auth-clients',
      'no',
    );
  } catch {
    return null;
  }
}

const secure = await startWithTls();
afterAll(() => secure?.[Symbol.asyncDispose]());
const why = secure === null ? ' (skipped: no openssl, or a redis-server without TLS)' : '';

describe.skipIf(secure === null)(`TLS between Serenade and Redis${why}`, () => {
  it('is named if only Redis expects it', async () => {
    expect(await examineRedis({ url: secure!.url }, 'doctor')).toMatch(/expects TLS.*rediss:/);
  });

  it('is named if only REDIS_URL expects it', async () => {
    await using plain = await RedisProcess.start();
    const url = plain.url.replace('redis:', 'rediss:');
    expect(await examineRedis({ url }, 'doctor')).toMatch(/does not expect TLS.*redis:/);
  });

  it('is named if the certificate is not trusted', async () => {
    const url = secure!.url.replace('redis:', 'rediss:');
    expect(await examineRedis({ url }, 'doctor')).toMatch(/certificate of Redis is not trusted/);
  });
});
