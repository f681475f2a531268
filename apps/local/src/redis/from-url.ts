import { LocalError, messageOf } from '../local-error.js';
import { waitForRedis } from './ping.js';
import { never, type RedisWay } from './redis-service.js';

/** Uses the Redis at REDIS_URL. If the variable is set, no other source is tried. */
export const fromUrl: RedisWay = async ({ signal }) => {
  const url = process.env['REDIS_URL'];
  if (url === undefined || url === '') return null;
  await waitForRedis(url, 5000, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new LocalError(
      `The Redis at REDIS_URL does not answer (${messageOf(error)}). Start it or unset REDIS_URL.`,
    );
  });
  return { url, origin: 'REDIS_URL', failsEarly: never, stop: () => Promise.resolve() };
};
