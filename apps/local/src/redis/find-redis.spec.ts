import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Redis } from 'ioredis';
import { findProgram } from '../run-command.js';
import { WAYS_WITHOUT_INSTALLING, findRedis } from './find-redis.js';
import { deleteKeys } from './forget-keys.js';
import { fromBinary } from './from-binary.js';
import { fromUrl } from './from-url.js';
import { waitForRedis } from './ping.js';
import { never, type RedisRequest, type RedisWay } from './redis-service.js';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'serenade-redis-'))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const request = (): RedisRequest => ({
  ...{ dir: join(folder, 'data'), logFile: join(folder, 'redis.log') },
  ...{ signal: new AbortController().signal, tell: () => undefined, agree: () => Promise.resolve(true) },
});
const nothing: RedisWay = () => Promise.resolve(null);

describe('findRedis', () => {
  it('uses the first source that works', async () => {
    const service = { url: 'redis://x', origin: 'test', failsEarly: never, stop: () => Promise.resolve() };
    const tried: string[] = [];
    const way = (name: string, result: typeof service | null): RedisWay => {
      return () => Promise.resolve((tried.push(name), result));
    };
    const found = await findRedis(request(), [way('a', null), way('b', service), way('c', service)]);
    expect(found).toBe(service);
    expect(tried).toEqual(['a', 'b']);
  });

  it('lists the remedies if no source works', async () => {
    await expect(findRedis(request(), [nothing])).rejects.toThrow(
      /redis-server.*valkey-server.*Docker.*REDIS_URL/,
    );
  });

  it('installs nothing when it may not, and ends with its own exit code and the command', async () => {
    const ways = WAYS_WITHOUT_INSTALLING.filter((way) => way !== fromBinary);
    const failure: unknown = await findRedis(request(), ways).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/did not install it.*(apt-get|brew|package manager)/) as string,
    });
  });

  it('takes no other Redis when REDIS_URL is set and does not answer', async () => {
    vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:1');
    await expect(findRedis(request(), [fromUrl, nothing])).rejects.toThrow(/REDIS_URL does not answer/);
  }, 20_000);
});

const hasServer =
  (await findProgram('redis-server')) !== null || (await findProgram('valkey-server')) !== null;

describe.skipIf(!hasServer)('fromBinary', () => {
  it('starts a server that never evicts, deletes the keys of one prefix, and leaves nothing running', async () => {
    const service = await fromBinary(request());
    const redis = new Redis(service!.url);
    expect(await redis.config('GET', 'maxmemory-policy')).toContain('noeviction');
    await redis.mset('demo-1:a', '1', 'demo-1:b', '2', 'other:c', '3');
    await deleteKeys(service!.url, 'demo-1');
    expect(await redis.keys('*')).toEqual(['other:c']);
    redis.disconnect();
    await service!.stop();
    await expect(waitForRedis(service!.url, 0)).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps its data for the next start', async () => {
    const first = await fromBinary(request());
    const redis = new Redis(first!.url);
    await redis.set('job', '1');
    redis.disconnect();
    await first!.stop();
    const second = await fromBinary(request());
    const again = new Redis(second!.url);
    expect(await again.get('job')).toBe('1');
    again.disconnect();
    await second!.stop();
  });
});
