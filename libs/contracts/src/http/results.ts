import { z } from 'zod';
import { idPattern } from '../ids.js';
import { clipTimeline, errorLine, scoreLine } from '../scores.js';

const runId = z.string().regex(idPattern('scoringRun'));

export const scoresQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,8}-\d{1,6}$/)
    .optional()
    .describe(
      '`Serenade-Next-Cursor` of the page before. With it or with `limit` the answer is a page, as NDJSON.',
    ),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('Scores of a page; default 1,000.'),
});
export type ScoresQuery = z.infer<typeof scoresQuery>;

export const resultFileParam = z.object({ id: runId, file: z.string().max(40) });
export const clipParam = z.object({ id: runId, clip: z.coerce.number().int().min(0).max(1e9) });

export const resultLinksQuery = z.strictObject({
  expiresInSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(7 * 24 * 3600)
    .default(3600)
    .describe('How long links into the bucket are good for.'),
});

export const resultFileView = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  url: z.string().describe('A link into the bucket, or a path of this API; both take ranges.'),
  expiresAt: z.iso.datetime().nullable(),
});
export type ResultFileView = z.infer<typeof resultFileView>;
export const resultFilesView = z.strictObject({ runId: z.string(), files: z.array(resultFileView) });
export type ResultFilesView = z.infer<typeof resultFilesView>;

/** One clip of a run. `score` and `error` are both null while nothing has become of it, or when it was cancelled. */
export const clipView = z.strictObject({
  clip: z.int().nonnegative(),
  name: z.string(),
  bytes: z.int().nonnegative(),
  audioUrl: z.string(),
  score: scoreLine.nullable(),
  error: errorLine.nullable(),
  timeline: clipTimeline.nullable(),
});
export type ClipView = z.infer<typeof clipView>;

export const audioTicketView = z.strictObject({
  ticket: z
    .string()
    .nullable()
    .describe(
      'To be sent as `?ticket=` with the `audioUrl` of the clip, in place of a key; null when the answer is repeated for an Idempotency-Key.',
    ),
  expiresAt: z.iso.datetime(),
});
export type AudioTicketView = z.infer<typeof audioTicketView>;
