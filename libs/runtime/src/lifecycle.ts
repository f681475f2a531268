import { startTracing } from './tracing/start-tracing.js';
import type { Logger } from './logger.js';

interface Closer {
  readonly name: string;
  readonly close: () => Promise<void> | void;
}

/**
 * What a process must close, in the reverse order of its opening. SIGTERM and SIGINT drain: each part finishes
 * what it has begun. A second signal ends the process at once.
 */
export class Lifecycle {
  private readonly closers: Closer[] = [];
  private closing: Promise<void> | null = null;

  constructor(private readonly logger: Logger) {}

  onClose(name: string, close: () => Promise<void> | void): void {
    this.closers.push({ name, close });
  }

  listen(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.closing !== null) process.exit(1);
        this.logger.info({ signal }, 'draining');
        void this.close().then(() => process.exit(0));
      });
    }
    process.on('unhandledRejection', (error) => {
      this.logger.fatal({ err: error }, 'unhandled rejection');
      process.exit(1);
    });
  }

  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const { name, close } of this.closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.logger.error({ err: error, part: name }, 'could not be closed');
      }
    }
  }
}

/** Runs a process's `start`; an error is one log line and exit code 1. */
export async function main(logger: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  // onnxruntime 1.30 keeps a file of what it did and sends it to its maker, unless the environment says no; threads have
  // copies of the environment that native code does not see, so it is said here.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const lifecycle = new Lifecycle(logger);
  lifecycle.listen();
  try {
    await trace(logger, lifecycle);
    await start(lifecycle);
  } catch (error) {
    logger.fatal({ err: error }, error instanceof Error ? error.message : 'start failed');
    await lifecycle.close();
    process.exit(1);
  }
}

/** Before anything is opened, so that it is traced; closed last. */
async function trace(logger: Logger, lifecycle: Lifecycle): Promise<void> {
  const service = String(logger.bindings()['name']);
  const traces = await startTracing(service, process.env, (detail) =>
    logger.warn({ detail }, 'traces could not be sent'),
  );
  if (traces === null) return;
  lifecycle.onClose('traces', () => traces.close());
  logger.info('traces are sent');
}
