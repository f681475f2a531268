import { LocalError } from '../local-error.js';
import { fromApt } from './from-apt.js';
import { fromBinary } from './from-binary.js';
import { fromDocker } from './from-docker.js';
import { fromHomebrew } from './from-homebrew.js';
import { fromUrl } from './from-url.js';
import { commandInstead } from './not-installed.js';
import type { RedisRequest, RedisService, RedisWay } from './redis-service.js';

/** From what costs nothing to what costs most. */
export const WAYS: readonly RedisWay[] = [fromUrl, fromBinary, fromApt, fromHomebrew, fromDocker];
/** The ways of a run that may not install anything. */
export const WAYS_WITHOUT_INSTALLING: readonly RedisWay[] = [fromUrl, fromBinary, commandInstead];

/** @throws LocalError when this machine offers no way */
export async function findRedis(request: RedisRequest, ways: readonly RedisWay[]): Promise<RedisService> {
  for (const way of ways) {
    request.signal.throwIfAborted();
    const service = await way(request);
    if (service !== null) return service;
  }
  throw new LocalError(
    'Serenade requires Redis and found none. Install redis-server or valkey-server, start Docker, ' +
      'or set REDIS_URL to a running Redis.',
  );
}
