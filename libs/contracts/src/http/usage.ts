import { z } from 'zod';
import { ownerName } from '../owner.js';

const measured = z.strictObject({
  used: z.int().nonnegative(),
  limit: z.int().positive().nullable().describe('The quota. Null if there is no limit.'),
});

/** The quotas of an owner and how much of each is used. */
export const usageView = z.strictObject({
  owner: ownerName,
  storedBytes: measured.describe(
    'The size of stored archives plus the declared size of uploads in progress.',
  ),
  runsAtOnce: measured.describe(
    'The number of scoring and training runs that have not ended and are not paused.',
  ),
  audioSecondsToday: measured
    .extend({ resetsAt: z.iso.datetime().describe('The next midnight UTC.') })
    .describe(
      'The seconds of audio extracted since midnight UTC. Features that already existed do not count.',
    ),
});
export type UsageView = z.infer<typeof usageView>;
