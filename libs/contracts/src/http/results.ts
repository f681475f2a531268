import { z } from 'zod';
import { idPattern } from '../ids.js';
import { clipTimeline, errorLine, scoreLine, scoringSummary } from '../scores.js';
import { tagged } from './route.js';
import { bytes, range, text } from './route.js';
import { clipPeaks } from '../peaks.js';
import { scoringRunIdParam } from './scoring-runs.js';

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

/** Results of scoring runs. */
export const resultRoutes = tagged('results', {
  'GET /v1/scoring-runs/{id}/scores': {
    id: 'getScores',
    summary:
      'Scores, one for each clip, as NDJSON or CSV by Accept, or page by page; those that exist while the run continues',
    params: scoringRunIdParam,
    query: scoresQuery,
    answer: { 'application/x-ndjson': scoreLine, 'text/csv': text },
    errors: ['run.not_found', 'model.not_found', 'request.not_acceptable'],
  },
  'GET /v1/scoring-runs/{id}/errors': {
    id: 'getErrors',
    summary: 'Clips without a score, and why',
    params: scoringRunIdParam,
    answer: { 'application/x-ndjson': errorLine },
    errors: ['run.not_found', 'request.not_acceptable'],
  },
  'GET /v1/scoring-runs/{id}/summary': {
    id: 'getSummary',
    summary: 'Counts, distributions and hashes of a finished run',
    params: scoringRunIdParam,
    answer: scoringSummary,
    errors: ['run.not_found', 'run.not_finished'],
  },
  'GET /v1/scoring-runs/{id}/results': {
    id: 'listResults',
    summary: 'Result files of a finished run, with links',
    params: scoringRunIdParam,
    query: resultLinksQuery,
    answer: resultFilesView,
    errors: ['run.not_found', 'run.not_finished'],
  },
  'GET /v1/scoring-runs/{id}/results/{file}': {
    id: 'getResult',
    summary: 'One result file, or a range of it',
    params: resultFileParam,
    headers: range,
    answer: { 'application/octet-stream': bytes },
    errors: ['run.not_found', 'run.not_finished', 'request.not_found', 'request.range_unsatisfiable'],
  },
  'GET /v1/scoring-runs/{id}/clips/{clip}': {
    id: 'getClip',
    summary: 'One clip with its score or error, and its timeline',
    params: clipParam,
    answer: clipView,
    errors: ['run.not_found', 'clip.not_found'],
  },
  'GET /v1/scoring-runs/{id}/clips/{clip}/audio': {
    id: 'getClipAudio',
    summary: 'The bytes of one clip as they were uploaded, or a range of them, for playing',
    params: clipParam,
    headers: range,
    takesTicket: true,
    answer: { 'audio/*': bytes },
    errors: [
      'auth.ticket_invalid',
      'run.not_found',
      'clip.not_found',
      'archive.not_found',
      'request.range_unsatisfiable',
    ],
  },
  'GET /v1/scoring-runs/{id}/clips/{clip}/peaks': {
    id: 'getClipPeaks',
    summary: 'The loudness of one clip over its length, for drawing its waves; a feature worker decodes it',
    params: clipParam,
    answer: clipPeaks,
    errors: ['run.not_found', 'clip.not_found', 'archive.not_found', 'clip.not_audio', 'peaks.unanswered'],
  },
  'POST /v1/scoring-runs/{id}/clips/{clip}/audio-ticket': {
    id: 'createAudioTicket',
    access: ['read'],
    summary: 'A ticket for the sound of this clip, for players that cannot send a key; it lasts five minutes',
    params: clipParam,
    status: 201,
    answer: audioTicketView,
    errors: ['run.not_found', 'clip.not_found'],
  },
});
