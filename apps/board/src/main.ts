import { ApiKeys, Doorkeeper, KeyRing } from '#libs/access';
import { connectFailFast, openQueues } from '#libs/queue';
import { boardEnvironment, createLogger, main, readEnvironment, storeSettings } from '#libs/runtime';
import { openStore } from '#libs/storage';
import { createBoard } from './board.js';

// Bull Board runs in its own process, because its page has inline styles and loads a font from another server, which the
// Content-Security-Policy of the API forbids.
const logger = createLogger('board', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(boardEnvironment, process.env);
  const store = openStore(storeSettings(env));
  lifecycle.onClose('store', () => store.close());
  const redis = connectFailFast(env.REDIS_URL);
  lifecycle.onClose('redis', () => redis.disconnect());
  const queues = openQueues({ redis, prefix: env.QUEUE_PREFIX }, true);
  const ring = new KeyRing(new ApiKeys(store));
  const doorkeeper = new Doorkeeper(ring, logger, (keyId) => {
    ring
      .noteUse(keyId)
      .catch((error: unknown) => logger.error({ err: error, keyId }, 'the use of a key could not be noted'));
  });
  const board = await createBoard(Object.values(queues), doorkeeper);
  lifecycle.onClose('http', () => board.close());
  const url = await board.listen({ host: env.HOST, port: env.PORT });
  logger.info({ url }, 'listening');
});
