/**
 * Records the longest time for which a process's event loop was blocked. Load it before the program with `--import`.
 * SIGUSR2 resets the figure, to exclude the program's start. The figure is written to the file LOOP_MONITOR_FILE.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 5;
const TELL_EVERY_MS = 250;

const file = process.env['LOOP_MONITOR_FILE'];
if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const tell = () => writeFileSync(file, String(delay.max / 1e6));
  process.on('SIGUSR2', () => {
    delay.reset();
    tell();
  });
  setInterval(tell, TELL_EVERY_MS).unref();
}
