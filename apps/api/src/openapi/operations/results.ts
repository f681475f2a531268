import {
  audioTicketView,
  clipParam,
  clipPeaks,
  clipView,
  errorLine,
  resultFileParam,
  resultFilesView,
  resultLinksQuery,
  scoreLine,
  scoresQuery,
  scoringRunIdParam,
  scoringSummary,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, bytes, json, range, text, type Operation } from './operation.js';

const path = '/v1/scoring-runs/{id}';
const tag = 'results';

/** What scoring runs make. */
export const RESULT_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: `${path}/scores`, id: 'getScores', tag, summary: 'Scores, one a clip, as NDJSON or CSV by Accept, or page by page; while the run goes on, those there are', params: scoringRunIdParam, query: scoresQuery, status: 200, answer: { 'application/x-ndjson': scoreLine, 'text/csv': text }, errors: ['run.not_found', 'request.not_acceptable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/errors`, id: 'getErrors', tag, summary: 'Clips without a score, and why', params: scoringRunIdParam, status: 200, answer: { 'application/x-ndjson': errorLine }, errors: ['run.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/summary`, id: 'getSummary', tag, summary: 'Counts, distributions and hashes of a finished run', params: scoringRunIdParam, status: 200, answer: json(scoringSummary), errors: ['run.not_found', 'run.not_finished', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/results`, id: 'listResults', tag, summary: 'Result files of a finished run, with links', params: scoringRunIdParam, query: resultLinksQuery, status: 200, answer: json(resultFilesView), errors: ['run.not_found', 'run.not_finished', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/results/{file}`, id: 'getResult', tag, summary: 'One result file, or a range of it', params: resultFileParam, headers: range, status: 200, answer: { 'application/octet-stream': bytes }, errors: ['run.not_found', 'run.not_finished', 'request.not_found', 'request.range_unsatisfiable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/clips/{clip}`, id: 'getClip', tag, summary: 'What became of one clip, and its timeline', params: clipParam, status: 200, answer: json(clipView), errors: ['run.not_found', 'clip.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: `${path}/clips/{clip}/audio`, id: 'getClipAudio', tag, summary: 'The bytes of one clip as they were uploaded, or a range of them, for playing', params: clipParam, headers: range, takesTicket: true, status: 200, answer: { 'audio/*': bytes }, errors: ['run.not_found', 'clip.not_found', 'archive.not_found', 'request.range_unsatisfiable', ...LIVE] }, // prettier-ignore
  { method: 'get', path: `${path}/clips/{clip}/peaks`, id: 'getClipPeaks', tag, summary: 'How loud one clip is over its length, for drawing its waves; decoded by a feature worker', params: clipParam, status: 200, answer: json(clipPeaks), errors: ['run.not_found', 'clip.not_found', 'archive.not_found', 'clip.not_audio', 'peaks.unanswered', ...LIVE] }, // prettier-ignore
  { method: 'post', path: `${path}/clips/{clip}/audio-ticket`, id: 'createAudioTicket', tag, summary: 'A ticket for the sound of this clip, for players that can send no key; good for five minutes', params: clipParam, access: ['read'], status: 201, answer: json(audioTicketView), errors: ['run.not_found', 'clip.not_found', ...LIVE] }, // prettier-ignore
];
