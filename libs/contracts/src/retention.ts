import { z } from 'zod';
import { ownerName } from './owner.js';

/** When something is removed by itself; null keeps it until somebody deletes it. */
export const expiresAt = z.iso.datetime().nullable().default(null);

/** What a client may ask for when it makes something: a time to come, in any offset; null keeps it for ever. */
export const wantedExpiry = z.iso
  .datetime({ offset: true })
  .refine((time) => Date.parse(time) > Date.now(), { message: 'is a time that has passed' })
  .transform((time) => new Date(time).toISOString())
  .nullable()
  .optional()
  .describe('When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set.');

const count = z.int().nonnegative();

/**
 * What is left of an archive or a run that was removed: what, when, why and by whom. It is written before anything is
 * removed, and has `finishedAt` once all is gone: a removal that broke off is taken up again.
 */
export const receiptRecord = z.strictObject({
  v: z.literal(1),
  id: z.string().describe('Of what was removed.'),
  owner: ownerName,
  kind: z.enum(['archive', 'scoring-run', 'training-run']),
  name: z.string(),
  reason: z.enum(['deleted', 'expired']),
  by: z.string().describe('Who asked for it: a key, `anonymous`, or `sweeper`.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  removed: z.strictObject({
    objects: count,
    bytes: count,
    tensors: count.describe('Shards of features that nobody else had.'),
  }),
  keptTensors: count.describe('Shards of features that other archives have too.'),
});
export type ReceiptRecord = z.infer<typeof receiptRecord>;
