import { z } from 'zod';
import { clipTimeline, errorLine, scoreLine, scoringSummary } from '../scores.js';
import { bytes, idParam, range, tagged, text } from './route.js';
import { clipPeaks } from '../peaks.js';

const params = idParam('scoringRun');

export const scoresQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,8}-\d{1,6}$/)
    .optional()
    .describe(
      'The `Serenade-Next-Cursor` of the previous page. With `cursor` or `limit`, the response is one page of NDJSON.',
    ),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('The number of scores per page. Defaults to 1,000.'),
});

const clipParam = params.extend({ clip: z.coerce.number().int().min(0).max(1e9) });

export const resultLinksQuery = z.strictObject({
  expiresInSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(7 * 24 * 3600)
    .default(3600)
    .describe('The lifetime of links to the bucket.'),
});

export const resultFileView = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  url: z.string().describe('A link to the bucket, or a path of this API. Both support ranges.'),
  expiresAt: z.iso.datetime().nullable(),
});
export type ResultFileView = z.infer<typeof resultFileView>;
export const resultFilesView = z.strictObject({ runId: z.string(), files: z.array(resultFileView) });
export type ResultFilesView = z.infer<typeof resultFilesView>;

/** One clip of a run. `score` and `error` are both null if the clip is waiting or was cancelled. */
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
      'Append it to the `audioUrl` of the clip as `?ticket=` instead of sending a key. Null in a response that is repeated for an `Idempotency-Key`.',
    ),
  expiresAt: z.iso.datetime(),
});
export type AudioTicketView = z.infer<typeof audioTicketView>;

/** Routes for the results of scoring runs. */
export const resultRoutes = tagged(
  { tag: 'results', params, missing: 'run.not_found' },
  {
    'GET /v1/scoring-runs/{id}/scores': {
      id: 'getScores',
      summary: 'List scores',
      description:
        'Returns one score per clip, as NDJSON or CSV depending on `Accept`, or page by page. While the run is in progress, returns the scores so far.',
      query: scoresQuery,
      answer: { 'application/x-ndjson': scoreLine, 'text/csv': text },
      errors: ['model.not_found', 'request.not_acceptable'],
    },
    'GET /v1/scoring-runs/{id}/errors': {
      id: 'getErrors',
      summary: 'List failed clips',
      description: 'Returns the clips without a score, each with its error.',
      answer: { 'application/x-ndjson': errorLine },
      errors: ['request.not_acceptable'],
    },
    'GET /v1/scoring-runs/{id}/summary': {
      id: 'getSummary',
      summary: 'Retrieve the summary of a run',
      description: 'Returns the counts, distributions and hashes of a finished run.',
      answer: scoringSummary,
      errors: ['run.not_finished'],
    },
    'GET /v1/scoring-runs/{id}/results': {
      id: 'listResults',
      summary: 'List result files',
      description: 'Returns the result files of a finished run, each with a link.',
      query: resultLinksQuery,
      answer: resultFilesView,
      errors: ['run.not_finished'],
    },
    'GET /v1/scoring-runs/{id}/results/{file}': {
      id: 'getResult',
      summary: 'Download a result file',
      description: 'Returns a result file or a range of it.',
      params: params.extend({ file: z.string().max(40) }),
      headers: range,
      answer: { 'application/octet-stream': bytes },
      errors: ['run.not_finished', 'request.not_found', 'request.range_unsatisfiable'],
    },
    'GET /v1/scoring-runs/{id}/clips/{clip}': {
      id: 'getClip',
      summary: 'Retrieve a clip',
      description: 'Returns a clip with its score or error, and its timeline.',
      params: clipParam,
      answer: clipView,
      errors: ['clip.not_found'],
    },
    'GET /v1/scoring-runs/{id}/clips/{clip}/audio': {
      id: 'getClipAudio',
      summary: 'Download the audio of a clip',
      description: 'Returns the bytes of a clip as they were uploaded, or a range of them.',
      params: clipParam,
      headers: range,
      takesTicket: true,
      answer: { 'audio/*': bytes },
      errors: ['auth.ticket_invalid', 'clip.not_found', 'archive.not_found', 'request.range_unsatisfiable'],
    },
    'GET /v1/scoring-runs/{id}/clips/{clip}/peaks': {
      id: 'getClipPeaks',
      summary: 'Retrieve the waveform of a clip',
      description:
        'Returns the peaks of a clip over its length. A feature worker decodes the clip on request.',
      params: clipParam,
      answer: clipPeaks,
      errors: ['clip.not_found', 'archive.not_found', 'clip.not_audio', 'peaks.unanswered'],
    },
    'POST /v1/scoring-runs/{id}/clips/{clip}/audio-ticket': {
      id: 'createAudioTicket',
      access: ['read'],
      summary: 'Create an audio ticket',
      description:
        'Creates a ticket for the audio of this clip, for players that cannot send a key. It expires after five minutes.',
      params: clipParam,
      status: 201,
      answer: audioTicketView,
      errors: ['clip.not_found'],
    },
  },
);
