import { killAllNow } from './managed-child.js';
import { LocalError } from './local-error.js';

/** npm and the terminal may both deliver the same Ctrl-C. A second signal within this time counts as the first. */
const SAME_SIGNAL_MS = 1000;

/**
 * Returns a signal that is aborted by the first SIGINT, SIGTERM or SIGHUP, or when the output is closed. A second signal
 * kills all children at once. Only SIGKILL can end this process without its children.
 */
export function watchInterruption(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const interrupt = (reason: string): void => {
    if (!controller.signal.aborted) {
      firstAt = Date.now();
      controller.abort(new LocalError(reason));
    } else if (Date.now() - firstAt > SAME_SIGNAL_MS) {
      killAllNow();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interrupt(`Interrupted by ${signal}.`));
  }
  process.stdout.on('error', () => interrupt('The output was closed.'));
  process.on('exit', killAllNow);
  return controller.signal;
}
