import type { RandomAccessSource } from '#libs/archive';
import type { StageTimes } from '#libs/features';

/** A source whose reads are counted. */
export function timedSource(source: RandomAccessSource, times: StageTimes): RandomAccessSource {
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
