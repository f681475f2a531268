/** Lets one caller in; the others wait for their turn in the order in which they came. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  /** @param signal whoever is aborted while it waits is not begun @throws the reason of the signal */
  run<T>(operation: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.last.then(() => {
      signal.throwIfAborted();
      return operation();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
