import type { Logger } from '#libs/runtime';

/** Runs small writes that no response waits for. `close` waits for them, so a shutdown loses none. */
export class Background {
  private readonly pending = new Set<Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** Starts the work. A failure is logged with the context. */
  run(work: Promise<void>, failure: string, context: object): void {
    const settled = work
      .catch((error: unknown) => this.logger.error({ err: error, ...context }, failure))
      .finally(() => this.pending.delete(settled));
    this.pending.add(settled);
  }

  async close(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }
}
