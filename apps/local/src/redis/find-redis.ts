import { LocalError } from '../local-error.js';
import { fromApt } from './from-apt.js';
import { fromBinary } from './from-binary.js';
import { fromDocker } from './from-docker.js';
import { fromHomebrew } from './from-homebrew.js';
import { fromUrl } from './from-url.js';
import { commandInstead } from './not-installed.js';
import type { RedisRequest, RedisService, RedisWay } from './redis-service.js';

/** The sources of a Redis in the order in which they are tried: a running one first, an installation or a container last. */
export const WAYS: readonly RedisWay[] = [fromUrl, fromBinary, fromApt, fromHomebrew, fromDocker];
/** The sources for `--no-install`. */
export const WAYS_WITHOUT_INSTALLING: readonly RedisWay[] = [fromUrl, fromBinary, commandInstead];

/** Returns a Redis from the first source that works on this machine. @throws LocalError if none works */
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
