import type { Logger } from '#libs/runtime';

/** Small writes that no answer waits for. Closing waits for them, so that a deed is not lost with its process. */
export class Background {
  private readonly pending = new Set<Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** A failure is logged with what was to be written. */
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
