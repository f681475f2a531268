import { startTracing } from './tracing/start-tracing.js';
import type { Logger } from './logger.js';

/** Shorter than the 60 s after which Compose and Kubernetes kill a process. */
const GRACE_MS = 55_000;

interface Closer {
  readonly name: string;
  readonly close: () => Promise<void> | void;
}

/**
 * Closes the parts of a process in reverse order of opening. SIGTERM and SIGINT drain: each part finishes its current
 * work, and the process exits after the grace period even if work is left. A second signal exits immediately.
 */
export class Lifecycle {
  private readonly closers: Closer[] = [];
  private closing: Promise<void> | null = null;

  constructor(
    private readonly logger: Logger,
    private readonly graceMs = GRACE_MS,
  ) {}

  get isClosing(): boolean {
    return this.closing !== null;
  }

  onClose(name: string, close: () => Promise<void> | void): void {
    this.closers.push({ name, close });
  }

  listen(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.isClosing) process.exit(1);
        this.logger.info({ signal }, 'draining');
        void this.close().then(() => process.exit(0));
      });
    }
    process.on('unhandledRejection', (error) => {
      this.logger.fatal({ err: error }, 'unhandled rejection');
      process.exit(1);
    });
  }

  /** Resolves when every part is closed, or when the grace period is over. */
  close(): Promise<void> {
    this.closing ??= this.closeInTime();
    return this.closing;
  }

  private async closeInTime(): Promise<void> {
    const open = this.closers.map(({ name }) => name);
    const closeAll = async (): Promise<void> => {
      for (const { name, close } of this.closers.toReversed()) {
        try {
          await close();
        } catch (error) {
          this.logger.error({ err: error, part: name }, 'closing failed');
        }
        open.pop();
      }
    };
    if (!(await settlesWithin(this.graceMs, closeAll())))
      this.logger.error({ open }, 'the grace period is over; exiting with open parts');
  }
}

/** Runs the `start` of a process. An error becomes one log line and exit code 1. */
export async function main(logger: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  // onnxruntime 1.30 logs its use and sends the log to its maker unless this variable is set. Worker threads have
  // copies of the environment that native code does not see, so set it here.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const lifecycle = new Lifecycle(logger);
  lifecycle.listen();
  try {
    await trace(logger, lifecycle);
    await start(lifecycle);
  } catch (error) {
    if (lifecycle.isClosing) return; // a signal closed what the start was waiting for, and ends the process
    logger.fatal({ err: error }, error instanceof Error ? error.message : 'start failed');
    await lifecycle.close();
    process.exit(1);
  }
}

/** Starts tracing before anything else opens, so that everything is traced; it closes last. */
async function trace(logger: Logger, lifecycle: Lifecycle): Promise<void> {
  const service = String(logger.bindings()['name']);
  const traces = await startTracing(service, process.env, (detail) =>
    logger.warn({ detail }, 'sending traces failed'),
  );
  if (traces === null) return;
  lifecycle.onClose('traces', () => traces.close());
  logger.info('tracing is on');
}

/** Waits for work, but not longer than the given time. @returns false when the time was over first */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), isOver]);
  } finally {
    clearTimeout(timer);
  }
}
