import { UNDECLARED } from '../../apps/api/src/http/problem.filter.js';
import { createLogger, type Logger } from '#libs/runtime';

/** A silent logger that keeps the error codes with which routes answered and which the route table does not declare. */
export function strictLogger(): { readonly logger: Logger; readonly undeclared: readonly string[] } {
  const undeclared: string[] = [];
  const logger = createLogger('test', 'silent');
  logger.error = (context: object, message?: string) => {
    if (message === UNDECLARED) undeclared.push(JSON.stringify(context));
  };
  return { logger, undeclared };
}

export const silentLogger: Logger = createLogger('test', 'silent');
