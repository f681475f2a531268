/** Runs a limited number of operations at a time. The others wait in the order in which they arrived. */
export class Turns {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly atOnce: number) {}

  /** True while no operation runs or waits. */
  get isIdle(): boolean {
    return this.running === 0;
  }

  /**
   * @param signal if it is aborted while the operation waits, the operation does not start
   * @throws the reason of the signal
   */
  async run<T>(operation: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.running < this.atOnce) this.running += 1;
    else await this.waitForTurn(signal);
    try {
      return await operation();
    } finally {
      this.passTurn();
    }
  }

  private waitForTurn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.delete(begin);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.add(begin);
    });
  }

  private passTurn(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
