import { levels, pino, type Logger } from 'pino';
import { captureTrace } from './tracing/span.js';

export type { Logger } from 'pino';

/**
 * Creates a logger of JSON lines on standard output. Lines that are written within a span contain its trace id. The
 * logger exists before the environment is checked, so it can report errors there; an unknown level counts as `info`.
 *
 * It does not use nestjs-pino, whose newest version for Node 20 does not support Nest 12.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level: level === 'silent' || Object.hasOwn(levels.values, level) ? level : 'info',
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
