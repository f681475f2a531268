import { z } from 'zod';

export const latencySchema = z.strictObject({
  /** Median milliseconds of one forward pass of one clip, features given. */
  perClipMsBatch1: z.number(),
  /** Median milliseconds a clip in batches of 64. */
  perClipMsBatch64: z.number(),
});
