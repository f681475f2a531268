import { z } from 'zod';
import { failedAnswer } from './trial.js';

/** How loud a clip is over its length, for drawing its waves. */
export const clipPeaks = z.strictObject({
  durationSeconds: z.number().nonnegative(),
  secondsEach: z.number().positive().describe('Length of each stretch; the last one may be shorter.'),
  channels: z
    .array(z.array(z.number().nonnegative()))
    .describe('For each channel the largest magnitude of each stretch, at most 1,024; full scale is 1.'),
});
export type ClipPeaks = z.infer<typeof clipPeaks>;

/** What a worker tells of the waves of a clip. */
export const peaksAnswer = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('measured'), peaks: clipPeaks }),
  failedAnswer,
]);
export type PeaksAnswer = z.infer<typeof peaksAnswer>;
