import {
  compressModel,
  createEnsemble,
  modelIdParam,
  modelPage,
  modelPageQuery,
  modelPictureParam,
  modelView,
  pictureQuery,
  trialView,
  type ErrorCode,
  trainingRunView,
} from '#libs/contracts';
import {
  LIVE,
  UNAVAILABLE,
  bytes,
  json,
  jsonBody,
  pictures,
  range,
  text,
  type Operation,
} from './operation.js';

/** How a model stands with the caller; sharing is for those who hold `admin`, and of their own. */
const DEEDS = [
  ['promote', 'Runs that name no model take it from now on'],
  ['demote', 'Takes the promotion back: such runs take the newest model'],
  ['archive', 'Lists leave it out, and runs that name no model pass it over; by its id it scores as before'],
  ['restore', 'Takes the archiving back'],
  ['share', 'Every owner sees it and may score with it'],
  ['unshare', 'Takes the sharing back; runs that were begun with it go on'],
] as const;

const deedOf = ([verb, summary]: (typeof DEEDS)[number]): Operation => ({
  method: 'post',
  path: `/v1/models/{id}/${verb}`,
  id: `${verb}Model`,
  tag: 'models',
  summary,
  params: modelIdParam,
  status: 200,
  answer: json(modelView),
  errors: ['model.not_found', ...UNAVAILABLE],
  ...(verb === 'share' || verb === 'unshare' ? { access: ['admin'] } : {}),
});

/** As `clip.*` of the clips of a run. */
const TRIAL_REFUSALS: readonly ErrorCode[] = [
  'model.not_found',
  'request.unsupported_media_type',
  'request.too_large',
  'request.aborted',
  'quota.audio_seconds',
  'clip.not_audio',
  'clip.truncated',
  'clip.unsupported_codec',
  'clip.malformed',
  'clip.empty',
  'clip.silent',
  'clip.too_short',
  'clip.too_long',
  'clip.decode_failed',
  'trial.unanswered',
  ...LIVE,
];

/** Models and their cards. */
export const MODEL_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/v1/models', id: 'listModels', tag: 'models', summary: 'Models, newest first; then what is shared by others', query: modelPageQuery, status: 200, answer: json(modelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'post', path: '/v1/models/ensembles', id: 'createEnsemble', tag: 'models', summary: 'Registers models that score as one: the mean of their calibrated probabilities', body: jsonBody(createEnsemble), status: 201, answer: json(modelView), errors: ['model.not_found', 'model.feature_set_mismatch', 'model.labels_mismatch', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}', id: 'getModel', tag: 'models', summary: 'The card of a model', params: modelIdParam, status: 200, answer: json(modelView), errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'post', path: '/v1/models/{id}/compressions', id: 'compressModel', tag: 'models', summary: 'Makes a model smaller: a training run on its corpus and split, whose model names its parent', params: modelIdParam, body: jsonBody(compressModel), status: 202, answer: json(trainingRunView), errors: ['model.not_found', 'model.not_compressible', 'archive.not_found', 'recipe.unknown', 'recipe.unknown_key', 'recipe.invalid', 'feature_set.not_trainable', 'queue.full', 'quota.runs_at_once', ...LIVE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/onnx', id: 'getModelOnnx', tag: 'models', summary: 'The model as an ONNX file, or a range of it: features as extracted to probabilities', params: modelIdParam, headers: range, status: 200, answer: { 'application/octet-stream': bytes }, errors: ['model.not_found', 'model.not_exportable', 'request.range_unsatisfiable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/card.md', id: 'getModelCard', tag: 'models', summary: 'The card of a model as a page', params: modelIdParam, status: 200, answer: { 'text/markdown': text }, errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/pictures/{file}', id: 'getModelPicture', tag: 'models', summary: 'A picture of how well a model does', params: modelPictureParam, query: pictureQuery, status: 200, answer: pictures, errors: ['model.not_found', 'request.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'post', path: '/v1/models/{id}/try', id: 'tryModel', tag: 'models', summary: 'Scores one recording at once; nothing of it is kept', params: modelIdParam, body: { type: 'application/octet-stream', schema: 'binary' }, status: 200, answer: json(trialView), errors: TRIAL_REFUSALS, access: ['score'] }, // prettier-ignore
  ...DEEDS.map(deedOf),
];
