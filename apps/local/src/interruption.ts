import { killAllNow } from './managed-child.js';
import { LocalError } from './local-error.js';

/** npm and the terminal may both deliver one Ctrl-C; a second one within this time is the same. */
const SAME_SIGNAL_MS = 1000;

/**
 * Aborts on the first SIGINT, SIGTERM or SIGHUP, and when nobody reads the output any more. A second signal kills all
 * children at once. However this process ends, no child outlives it, except by its own SIGKILL.
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
  process.stdout.on('error', () => interrupt('The output is closed.'));
  process.on('exit', killAllNow);
  return controller.signal;
}
