import { levels, pino, type Logger } from 'pino';
import { captureTrace } from './tracing/span.js';

export type { Logger } from 'pino';

/**
 * Writes JSON lines to standard output. It is created before the environment is checked, so that it can report errors
 * there; an unknown level counts as `info`.
 *
 * It redacts paths that may contain secrets. Within a span, lines contain its trace id.
 *
 * It does not use nestjs-pino, because its newest version for Node 20 does not support Nest 12.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level: isLevel(level) ? level : 'info',
    mixin: () => {
      const traceId = captureTrace()?.split('-')[1];
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
