import { levels, pino, type Logger } from 'pino';
import { carriedTrace } from './tracing/span.js';

export type { Logger } from 'pino';

/**
 * JSON lines on standard output. It is made before the environment is checked, so that it can say what is wrong there:
 * a level that does not exist counts as `info`.
 *
 * Paths that may carry secrets are cut out before anything is written. Within a span the line has its trace.
 *
 * It does not use nestjs-pino, whose newest version for Node 20 refuses Nest 12.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level: isLevel(level) ? level : 'info',
    mixin: () => {
      const traceId = carriedTrace()?.split('-')[1];
      return traceId === undefined ? {} : { traceId };
    },
    redact: {
      paths: [
        '*.secretAccessKey',
        '*.accessKeyId',
        '*.password',
        'req.headers.authorization',
        'req.headers.cookie',
      ],
      censor: '[redacted]',
    },
  });
}

function isLevel(level: string): boolean {
  return level === 'silent' || Object.hasOwn(levels.values, level);
}
