import { readFileSync } from 'node:fs';

const EVERY_MS = 100;

/** Measures the resident memory of processes from /proc, which only Linux has. */
export class MemoryWatch implements Disposable {
  /** The largest measured sum of the resident memory of all processes. */
  peakMb = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pids: readonly number[]) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  /** Returns the kernel's peak values since each process started. They include peaks between two measurements. */
  highWaterMb(): number {
    return Math.max(...this.pids.map((pid) => readStatusMb(pid, 'VmHWM')));
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.peakMb = Math.max(this.peakMb, ...this.pids.map((pid) => readStatusMb(pid, 'VmRSS')));
  }
}

/** Reads a line of /proc/PID/status, in megabytes (2^20 bytes). */
function readStatusMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(
    readFileSync(`/proc/${String(pid)}/status`, 'utf8'),
  );
  if (found === null) throw new Error(`/proc/${String(pid)}/status has no ${field}.`);
  return Number(found[1]) / 1024;
}
