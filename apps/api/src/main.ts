import { apiEnvironment, createLogger, main, readEnvironment } from '#libs/runtime';
import { refuseToBeOpen } from './access/refuse-to-be-open.js';
import { ApiContext } from './core/api-context.js';
import { releaseFolder } from './core/release-folder.js';
import { installStarterModel } from './models/starter-model.js';
import { createServer } from './server.js';
import { checkRedis } from '#libs/queue';
import { checkStore } from '#libs/runs';

const logger = createLogger('api', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(apiEnvironment, process.env);
  const context = new ApiContext(env, logger);
  lifecycle.onClose('context', () => context.close());
  // The API starts without the store and Redis: /health/ready reports it, and they may come up later.
  await Promise.all([checkStore(context.store, logger), checkRedis(context.keyspace, logger)]);
  await refuseToBeOpen(context);
  await addStarterModel(context);
  const app = await createServer(context);
  lifecycle.onClose('http', () => app.close());
  await app.listen(env.PORT, env.HOST);
  logger.info({ url: await app.getUrl(), store: context.store.kind }, 'listening');
});

/** Installs the starter model. If the store cannot be reached, the next start of the API tries again. */
async function addStarterModel({ store, env }: ApiContext): Promise<void> {
  const folder = env.STARTER_MODEL ? releaseFolder('models/starter', 'card.json') : null;
  if (folder === null) return;
  try {
    const { id } = await installStarterModel(store, folder);
    logger.info({ modelId: id }, 'the starter model is installed');
  } catch (error) {
    logger.warn({ err: error }, 'the starter model could not be installed');
  }
}
