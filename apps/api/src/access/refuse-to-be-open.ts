import { ConfigError } from '#libs/runtime';
import type { ApiContext } from '../core/api-context.js';
import { isLoopback } from './loopback.js';

/**
 * Fails a start that would admit anyone who reaches the port. If the store cannot be reached, it is unknown whether keys
 * exist; the API then starts, and the gate rejects requests without a key.
 *
 * @throws ConfigError
 */
export async function refuseToBeOpen({
  env,
  ring,
  logger,
}: Pick<ApiContext, 'env' | 'ring' | 'logger'>): Promise<void> {
  if (isLoopback(env.HOST)) return;
  if (env.ALLOW_WITHOUT_KEY) {
    logger.warn({ host: env.HOST }, 'no API key exists: anyone who reaches the port has full access');
    return;
  }
  const isClosed = await ring.isClosed().catch(() => true);
  if (isClosed) return;
  throw new ConfigError(
    `HOST=${env.HOST} lets others in, and no API key was made yet. Make one beside the store, with the same settings:\n` +
      '  npx serenade keys create --host --name admin --scope admin\n' +
      'or listen on 127.0.0.1; or set ALLOW_WITHOUT_KEY=true where something else guards the port, such as a container ' +
      'whose port is published to 127.0.0.1 alone.',
  );
}
