import { z } from 'zod';
import { failedReply } from './trial.js';

/** Peak levels of a clip over time, for drawing its waveform. */
export const clipPeaks = z.strictObject({
  durationSeconds: z.number().nonnegative(),
  secondsEach: z.number().positive().describe('Length of each stretch; the last one may be shorter.'),
  channels: z
    .array(z.array(z.number().nonnegative()))
    .describe(
      'Largest magnitude of each stretch, for each channel; at most 1,024 stretches, full scale is 1.',
    ),
});
export type ClipPeaks = z.infer<typeof clipPeaks>;

/** A worker's reply to a request for a clip's waveform. */
export const peaksReply = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('measured'), peaks: clipPeaks }),
  failedReply,
]);
export type PeaksReply = z.infer<typeof peaksReply>;
