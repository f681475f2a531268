import { readFileSync } from 'node:fs';

const EVERY_MS = 100;

/** Watches how much resident memory processes take, from /proc: Linux alone tells it of another process. */
export class MemoryWatch implements Disposable {
  /** Largest resident size that was seen while watching, over all of the processes. */
  peakMb = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pids: readonly number[]) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  /** The kernel's own record since each process began, which no interval can miss. */
  highWaterMb(): number {
    return Math.max(...this.pids.map((pid) => statusMb(pid, 'VmHWM')));
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.peakMb = Math.max(this.peakMb, ...this.pids.map((pid) => statusMb(pid, 'VmRSS')));
  }
}

/** A line of /proc/PID/status in megabytes (2^20 bytes). */
function statusMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(
    readFileSync(`/proc/${String(pid)}/status`, 'utf8'),
  );
  if (found === null) throw new Error(`/proc/${String(pid)}/status has no ${field}.`);
  return Number(found[1]) / 1024;
}
