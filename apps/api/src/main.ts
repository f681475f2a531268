import { apiEnvironment, createLogger, main, readEnvironment } from '#libs/runtime';
import { refuseToBeOpen } from './access/refuse-to-be-open.js';
import { ApiContext } from './core/api-context.js';
import { installStarterModel, starterModelFolder } from './models/starter-model.js';
import { createServer } from './server.js';

const logger = createLogger('api', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(apiEnvironment, process.env);
  const context = new ApiContext(env, logger);
  lifecycle.onClose('context', () => context.close());
  // Not being able to reach the store yet is no reason to refuse: /health/ready says so, and it may come.
  await context.store
    .probe()
    .catch((error: unknown) => logger.warn({ err: error }, 'the store is out of reach'));
  await refuseToBeOpen(context);
  await offerStarterModel(context);
  const app = await createServer(context);
  lifecycle.onClose('http', () => app.close());
  await app.listen(env.PORT, env.HOST);
  logger.info({ url: await app.getUrl(), store: context.store.kind }, 'listening');
});

/** A model to begin with. Without the store, the next start of the API tries again. */
async function offerStarterModel({ store, env }: ApiContext): Promise<void> {
  const folder = env.STARTER_MODEL ? starterModelFolder() : null;
  if (folder === null) return;
  try {
    const { id } = await installStarterModel(store, folder);
    logger.info({ modelId: id }, 'the starter model is there');
  } catch (error) {
    logger.warn({ err: error }, 'the starter model could not be put into the store');
  }
}
