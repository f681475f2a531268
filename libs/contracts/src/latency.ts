import { z } from 'zod';

export const latencySchema = z.strictObject({
  /** Median milliseconds of a forward pass of one clip, without feature extraction. */
  perClipMsBatch1: z.number(),
  /** Median milliseconds per clip in batches of 64. */
  perClipMsBatch64: z.number(),
});
