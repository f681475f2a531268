/**
 * A thread inside a sandbox. It runs even while native code blocks the main thread, and ends the process when its memory
 * exceeds the limit or its parent is gone. The kernel enforces a memory limit only on Linux.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { MEMORY_MARK } from './sandbox-failure.js';

export interface GuardSettings {
  readonly memoryBytes: number;
  readonly parent: number;
}

const STDERR = 2;
const CHECK_EVERY_MS = 100;
const { memoryBytes, parent } = workerData as GuardSettings;

setInterval(() => {
  const isOverLimit = process.memoryUsage.rss() > memoryBytes;
  if (isOverLimit) writeSync(STDERR, `${MEMORY_MARK}\n`);
  if (isOverLimit || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, CHECK_EVERY_MS);
