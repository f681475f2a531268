import { createLogger, type Logger } from '#libs/runtime';

export const silentLogger: Logger = createLogger('test', 'silent');
