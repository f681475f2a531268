import { apiEnvironment, createLogger, main, readEnvironment } from '#libs/runtime';
import { refuseToBeOpen } from './access/refuse-to-be-open.js';
import { Platform } from './platform.js';
import { createServer } from './server.js';

const logger = createLogger('api', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(apiEnvironment, process.env);
  const platform = new Platform(env, logger);
  lifecycle.onClose('platform', () => platform.close());
  // Not being able to reach the store yet is no reason to refuse: /health/ready says so, and it may come.
  await platform.store
    .probe()
    .catch((error: unknown) => logger.warn({ err: error }, 'the store is out of reach'));
  await refuseToBeOpen(platform);
  const app = await createServer(platform);
  lifecycle.onClose('http', () => app.close());
  await app.listen(env.PORT, env.HOST);
  logger.info({ url: await app.getUrl(), store: platform.store.kind }, 'listening');
});
