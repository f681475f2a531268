import { LocalError, messageOf } from '../local-error.js';
import { waitForRedis } from './ping.js';
import { never, type RedisWay } from './redis-service.js';

/** The Redis that REDIS_URL names. When it is set it is meant: no other is tried in its place. */
export const fromUrl: RedisWay = async ({ signal }) => {
  const url = process.env['REDIS_URL'];
  if (url === undefined || url === '') return null;
  await waitForRedis(url, 5000, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new LocalError(
      `The Redis of REDIS_URL does not answer (${messageOf(error)}); start it or unset REDIS_URL.`,
    );
  });
  return { url, origin: 'REDIS_URL', failsEarly: never, stop: () => Promise.resolve() };
};
