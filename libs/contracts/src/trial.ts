import { z } from 'zod';
import { errorCodeSchema } from './manifest.js';
import { scoreLine } from './scores.js';

/** Maximum size of a recording to try: a minute and a half of mono at 48 kHz and 16 bits. */
export const MOST_TRIAL_BYTES = 8 * 1024 ** 2;

/** A worker's reply if it cannot compute what a request waits for. */
export const failedReply = z.strictObject({
  status: z.literal('failed'),
  code: errorCodeSchema,
  message: z.string(),
});
export type FailedReply = z.infer<typeof failedReply>;

/** A worker's reply to a try: one clip that a request waits for and that is not stored. */
export const trialReply = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('scored'),
    score: scoreLine.omit({ clip: true, name: true }),
    extractionMs: z.number().nonnegative(),
    scoringMs: z.number().nonnegative(),
  }),
  failedReply,
]);
export type TrialReply = z.infer<typeof trialReply>;
