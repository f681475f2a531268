import { z } from 'zod';
import {
  archiveIdParam,
  archivePage,
  archiveView,
  createScoringRun,
  createTrainingRun,
  errorLine,
  modelIdParam,
  modelPage,
  modelView,
  pageQuery,
  readiness,
  runEvent,
  scoreLine,
  scoringRunIdParam,
  scoringRunPage,
  scoringRunView,
  scoringSummary,
  trainingReport,
  trainingRunIdParam,
  trainingRunPage,
  trainingRunView,
  uploadArchiveQuery,
  type ErrorCode,
} from '#libs/contracts';

export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: { readonly type: string; readonly schema: z.ZodType | 'binary' };
  readonly status: number;
  /** Media type -> schema of the answer. */
  readonly answer: Readonly<Record<string, z.ZodType>>;
  readonly errors: readonly ErrorCode[];
}

const json = (schema: z.ZodType) => ({ 'application/json': schema });
const jsonBody = (schema: z.ZodType) => ({ type: 'application/json', schema });
const text = z.string();
const lastEventId = z.object({ 'Last-Event-ID': z.string().optional() });

const UNAVAILABLE: readonly ErrorCode[] = ['store.unavailable'];
const LIVE: readonly ErrorCode[] = ['queue.unavailable', ...UNAVAILABLE];

function runOperations(kind: 'training' | 'scoring'): Operation[] {
  const training = kind === 'training';
  const tag = `${kind} runs`;
  const path = `/v1/${kind}-runs`;
  const view = training ? trainingRunView : scoringRunView;
  const params = training ? trainingRunIdParam : scoringRunIdParam;
  const name = training ? 'TrainingRun' : 'ScoringRun';
  const missing: readonly ErrorCode[] = ['run.not_found', ...LIVE];
  return [
    { method: 'get', path, id: `list${name}s`, tag, summary: `${tag}, newest first`, query: pageQuery, status: 200, answer: json(training ? trainingRunPage : scoringRunPage), errors: LIVE }, // prettier-ignore
    { method: 'get', path: `${path}/{id}`, id: `get${name}`, tag, summary: 'State and progress of a run', params, status: 200, answer: json(view), errors: missing }, // prettier-ignore
    { method: 'post', path: `${path}/{id}/cancel`, id: `cancel${name}`, tag, summary: 'Ends a run; what is done is kept', params, status: 202, answer: json(view), errors: ['run.already_over', ...missing] }, // prettier-ignore
    { method: 'get', path: `${path}/{id}/events`, id: `watch${name}`, tag, summary: 'Events of a run as server-sent events, until it is over', params, headers: lastEventId, status: 200, answer: { 'text/event-stream': runEvent }, errors: missing }, // prettier-ignore
  ];
}

/** Every operation under /v1 and the health routes: the source of the OpenAPI document. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/archives',
    id: 'uploadArchive',
    tag: 'archives',
    summary: 'Uploads a zip of clips: the zip itself is the body, streamed to the store',
    query: uploadArchiveQuery,
    body: { type: 'application/zip', schema: 'binary' },
    status: 201,
    answer: json(archiveView),
    errors: [
      'archive.not_zip',
      'archive.truncated',
      'archive.empty',
      'archive.unsupported',
      'archive.malformed',
      'archive.too_large',
      'archive.checksum_mismatch',
      'request.unsupported_media_type',
      ...UNAVAILABLE,
    ],
  },
  { method: 'get', path: '/v1/archives', id: 'listArchives', tag: 'archives', summary: 'Archives, newest first', query: pageQuery, status: 200, answer: json(archivePage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/archives/{id}', id: 'getArchive', tag: 'archives', summary: 'One archive', params: archiveIdParam, status: 200, answer: json(archiveView), errors: ['archive.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'delete', path: '/v1/archives/{id}', id: 'deleteArchive', tag: 'archives', summary: 'Deletes an archive and its index', params: archiveIdParam, status: 204, answer: {}, errors: ['archive.not_found', 'archive.in_use', ...LIVE] }, // prettier-ignore
  {
    method: 'post',
    path: '/v1/training-runs',
    id: 'createTrainingRun',
    tag: 'training runs',
    summary: 'Trains a model on a labelled archive',
    body: jsonBody(createTrainingRun),
    status: 202,
    answer: json(trainingRunView),
    errors: [
      'archive.not_found',
      'corpus.unknown',
      'corpus.labels_unreadable',
      'corpus.too_small',
      'recipe.unknown',
      'feature_set.unknown',
      'split.unknown',
      'split.not_applicable',
      ...LIVE,
    ],
  },
  ...runOperations('training'),
  { method: 'get', path: '/v1/training-runs/{id}/report', id: 'getTrainingReport', tag: 'training runs', summary: 'Evaluation, history and split of a finished training', params: trainingRunIdParam, status: 200, answer: json(trainingReport), errors: ['run.not_found', 'run.not_finished', ...LIVE] }, // prettier-ignore
  {
    method: 'post',
    path: '/v1/scoring-runs',
    id: 'createScoringRun',
    tag: 'scoring runs',
    summary: 'Scores every clip of an archive with a model',
    body: jsonBody(createScoringRun),
    status: 202,
    answer: json(scoringRunView),
    errors: [
      'archive.not_found',
      'model.not_found',
      'model.feature_set_mismatch',
      'feature_set.unknown',
      ...LIVE,
    ],
  },
  ...runOperations('scoring'),
  { method: 'get', path: '/v1/scoring-runs/{id}/scores', id: 'getScores', tag: 'scoring runs', summary: 'Scores, one a clip, as NDJSON or CSV by Accept; while the run goes on, those there are', params: scoringRunIdParam, status: 200, answer: { 'application/x-ndjson': scoreLine, 'text/csv': text }, errors: ['run.not_found', 'request.not_acceptable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/scoring-runs/{id}/errors', id: 'getErrors', tag: 'scoring runs', summary: 'Clips without a score, and why', params: scoringRunIdParam, status: 200, answer: { 'application/x-ndjson': errorLine }, errors: ['run.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/scoring-runs/{id}/summary', id: 'getSummary', tag: 'scoring runs', summary: 'Counts and hashes of a finished run', params: scoringRunIdParam, status: 200, answer: json(scoringSummary), errors: ['run.not_found', 'run.not_finished', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models', id: 'listModels', tag: 'models', summary: 'Models, newest first', query: pageQuery, status: 200, answer: json(modelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}', id: 'getModel', tag: 'models', summary: 'The card of a model', params: modelIdParam, status: 200, answer: json(modelView), errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/health/live', id: 'live', tag: 'health', summary: 'The process answers', status: 200, answer: json(z.object({ status: z.literal('ok') })), errors: [] }, // prettier-ignore
  { method: 'get', path: '/health/ready', id: 'ready', tag: 'health', summary: 'Redis, store, queue depths and the workers seen; 503 when Redis or store is down', status: 200, answer: json(readiness), errors: [] }, // prettier-ignore
  { method: 'get', path: '/metrics', id: 'metrics', tag: 'health', summary: 'Prometheus metrics', status: 200, answer: { 'text/plain': text }, errors: [] }, // prettier-ignore
];
