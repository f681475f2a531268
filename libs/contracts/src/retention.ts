import { z } from 'zod';
import { ownerName } from './owner.js';

/** When the object expires; null keeps it until it is deleted. */
export const expiresAt = z.iso.datetime().nullable().default(null);

/** The expiry that a client requests: a future time with any offset; null keeps the object forever. */
export const wantedExpiry = z.iso
  .datetime({ offset: true })
  .refine((time) => Date.parse(time) > Date.now(), { message: 'must be in the future' })
  .transform((time) => new Date(time).toISOString())
  .nullable()
  .optional()
  .describe('When it expires, such as 2027-01-31T00:00:00Z. Default: the setting of the server.');

const count = z.int().nonnegative();

/**
 * The receipt for a removed archive or run: what was removed, when, why and by whom. It is written before anything is
 * removed, and gets `finishedAt` when everything is gone. An interrupted removal resumes.
 */
export const receiptRecord = z.strictObject({
  v: z.literal(1),
  id: z.string().describe('Id of the removed archive or run.'),
  owner: ownerName,
  kind: z.enum(['archive', 'scoring-run', 'training-run']),
  name: z.string(),
  reason: z.enum(['deleted', 'expired']),
  by: z.string().describe('Who requested it: a key, `anonymous`, or `sweeper`.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  removed: z.strictObject({
    objects: count,
    bytes: count,
    tensors: count.describe('Feature shards that no other archive uses.'),
  }),
  keptTensors: count.describe('Feature shards that other archives use too.'),
});
export type ReceiptRecord = z.infer<typeof receiptRecord>;
