import { z } from 'zod';
import { errorCodeSchema } from './manifest.js';
import { scoreLine } from './scores.js';

/** A recording that is tried has no more bytes: a minute and a half of mono at 48 kHz and 16 bits. */
export const MOST_TRIAL_BYTES = 8 * 1024 ** 2;

/** What workers tell when that for which somebody waits cannot be made. */
export const failedAnswer = z.strictObject({
  status: z.literal('failed'),
  code: errorCodeSchema,
  message: z.string(),
});
export type FailedAnswer = z.infer<typeof failedAnswer>;

/** What workers tell of a trial: one clip that somebody waits for, of which nothing is kept. */
export const trialAnswer = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('scored'),
    score: scoreLine.omit({ clip: true, name: true }),
    extractionMs: z.number().nonnegative(),
    scoringMs: z.number().nonnegative(),
  }),
  failedAnswer,
]);
export type TrialAnswer = z.infer<typeof trialAnswer>;
