/**
 * Loaded into a process before its program (`--import`): notes the longest time for which its event loop was held up.
 * SIGUSR2 begins anew, so that a program's start does not count. The file named by LOOP_MONITOR_FILE has the figure.
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
