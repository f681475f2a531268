import type { RandomAccessSource } from '#libs/archive';

/** Where the time of an extraction went, in milliseconds of the clock. What is missing to the whole is the hash. */
export interface StageTimes {
  /** Waiting for the archive's bytes; a clip that is read as a stream waits within its decoding. */
  readMs: number;
  /** Inflating and checking. */
  unpackMs: number;
  /** Decoding, mixing down, resampling and what a set does to signals. */
  signalMs: number;
  featuresMs: number;
}

export function noTimes(): StageTimes {
  return { readMs: 0, unpackMs: 0, signalMs: 0, featuresMs: 0 };
}

/** A source whose reads are counted. */
export function timedSource(source: RandomAccessSource, times: StageTimes): RandomAccessSource {
  return {
    size: source.size,
    read: async (start, end) => {
      const startedAt = performance.now();
      try {
        return await source.read(start, end);
      } finally {
        times.readMs += performance.now() - startedAt;
      }
    },
  };
}
