import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface EventLoopMonitor {
  /** Longest block since the last call, in milliseconds, above the sampling resolution of 20 ms. */
  longestBlockMs(): number;
  close(): void;
}

/** Watches how long the event loop is blocked: locks renew and health checks answer on it. */
export function monitorEventLoop(): EventLoopMonitor {
  const resolution = 20;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  return {
    longestBlockMs: () => {
      const longest = Math.max(0, histogram.max / 1e6 - resolution);
      histogram.reset();
      return longest;
    },
    close: () => histogram.disable(),
  };
}
