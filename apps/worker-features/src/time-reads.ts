import type { RandomAccessSource } from '#libs/archive';
import type { StageTimes } from '#libs/features';

/** Wraps a source so that the time of its reads is added to `times`. */
export function timeReads(source: RandomAccessSource, times: StageTimes): RandomAccessSource {
  return {
    size: source.size,
    read: async (start, end, allocate) => {
      const startedAt = performance.now();
      try {
        return await source.read(start, end, allocate);
      } finally {
        times.read += performance.now() - startedAt;
      }
    },
  };
}
