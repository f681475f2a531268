/** Runs one operation at a time. The others wait in the order in which they arrived. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param signal if it is aborted while the operation waits, the operation does not start
   * @throws the reason of the signal
   */
  run<T>(operation: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.last.then(() => {
      signal.throwIfAborted();
      return operation();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
