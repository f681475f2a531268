import { z } from 'zod';
import { ownerName } from '../owner.js';

const measured = z.strictObject({
  used: z.int().nonnegative(),
  limit: z.int().positive().nullable().describe('Null is without limit.'),
});

/** What an owner has of what it may have. */
export const usageView = z.strictObject({
  owner: ownerName,
  storedBytes: measured.describe('Archives as they came, and what is announced of uploads under way.'),
  runsAtOnce: measured.describe('Scoring and training runs that are neither over nor paused.'),
  audioSecondsToday: measured
    .extend({ resetsAt: z.iso.datetime().describe('The next midnight of UTC.') })
    .describe(
      'Audio that was extracted since midnight UTC; what was extracted before counts no second time.',
    ),
});
export type UsageView = z.infer<typeof usageView>;
