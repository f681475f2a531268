import type { ErrorCode } from '../errors.js';
import {
  compressModel,
  createEnsemble,
  modelIdParam,
  modelPage,
  modelPageQuery,
  modelView,
  trialView,
} from './models.js';
import { modelPictureParam, PICTURE_ANSWER, pictureQuery } from './pictures.js';
import { bytes, range, text, tagged } from './route.js';
import { LAUNCH_REFUSALS } from './run-routes.js';
import { trainingRunView } from './training-runs.js';

const params = modelIdParam;

/** A route that changes how lists and runs treat a model. */
function deed<V extends string>(verb: V, summary: string, scope: 'train' | 'admin' = 'train') {
  return {
    id: `${verb}Model`,
    access: [scope],
    summary,
    params,
    answer: modelView,
    errors: ['model.not_found'],
  } as const;
}

/** As `clip.*` for the clips of a run. */
const TRIAL_REFUSALS = [
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
] as const satisfies readonly ErrorCode[];

/** Models and their cards. */
export const modelRoutes = tagged('models', {
  'GET /v1/models': {
    id: 'listModels',
    summary: 'Models, newest first; then those that other owners share',
    query: modelPageQuery,
    answer: modelPage,
  },
  'POST /v1/models/ensembles': {
    id: 'createEnsemble',
    access: ['train'],
    summary: 'Registers models that score as one: the mean of their calibrated probabilities',
    body: createEnsemble,
    status: 201,
    answer: modelView,
    errors: ['model.not_found', 'model.feature_set_mismatch', 'model.labels_mismatch'],
  },
  'GET /v1/models/{id}': {
    id: 'getModel',
    summary: 'The card of a model',
    params,
    answer: modelView,
    errors: ['model.not_found'],
  },
  'POST /v1/models/{id}/compressions': {
    id: 'compressModel',
    access: ['train'],
    summary:
      'Makes a smaller model: a training run on the corpus and split of the model, which it names as its parent',
    params,
    body: compressModel,
    status: 202,
    answer: trainingRunView,
    errors: [
      'model.not_found',
      'model.not_compressible',
      'archive.not_found',
      'recipe.unknown',
      'recipe.unknown_key',
      'recipe.invalid',
      'feature_set.not_trainable',
      ...LAUNCH_REFUSALS,
    ],
  },
  'GET /v1/models/{id}/onnx': {
    id: 'getModelOnnx',
    summary: 'The model as an ONNX file, or a range of it: features as extracted to probabilities',
    params,
    headers: range,
    answer: { 'application/octet-stream': bytes },
    errors: ['model.not_found', 'model.not_exportable', 'request.range_unsatisfiable'],
  },
  'GET /v1/models/{id}/card.md': {
    id: 'getModelCard',
    summary: 'The card of a model as a page',
    params,
    answer: { 'text/markdown': text },
    errors: ['model.not_found'],
  },
  'GET /v1/models/{id}/pictures/{file}': {
    id: 'getModelPicture',
    summary: 'A picture of how well a model does',
    params: modelPictureParam,
    query: pictureQuery,
    answer: PICTURE_ANSWER,
    errors: ['model.not_found', 'request.not_found'],
  },
  'POST /v1/models/{id}/try': {
    id: 'tryModel',
    access: ['score'],
    summary: 'Scores one recording at once; nothing of it is kept',
    params,
    body: {
      mediaType: 'application/octet-stream',
      hint: 'Send the recording itself as the body, for example: curl --data-binary @one.wav -H "content-type: audio/wav".',
    },
    answer: trialView,
    errors: ['model.not_found', ...TRIAL_REFUSALS],
  },
  'POST /v1/models/{id}/promote': deed('promote', 'Runs that name no model take it from now on'),
  'POST /v1/models/{id}/demote': deed('demote', 'Undoes the promotion: such runs take the newest model'),
  'POST /v1/models/{id}/archive': deed(
    'archive',
    'Hides it from lists and from runs that name no model; by its id it scores as before',
  ),
  'POST /v1/models/{id}/restore': deed('restore', 'Undoes the archiving'),
  'POST /v1/models/{id}/share': deed('share', 'Every owner sees it and may score with it', 'admin'),
  'POST /v1/models/{id}/unshare': deed(
    'unshare',
    'Undoes the sharing; runs that already use it continue',
    'admin',
  ),
});
