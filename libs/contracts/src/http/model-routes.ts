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

/** Creates a route that changes how lists and runs treat a model. */
function standing<V extends string>(
  verb: V,
  summary: string,
  description: string,
  scope: 'train' | 'admin' = 'train',
) {
  return {
    id: `${verb}Model`,
    access: [scope],
    summary,
    description,
    params,
    answer: modelView,
    errors: ['model.not_found'],
  } as const;
}

/** The error codes of a trial. The `clip.*` codes mean the same as for the clips of a run. */
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

/** Routes for models. */
export const modelRoutes = tagged('models', {
  'GET /v1/models': {
    id: 'listModels',
    summary: 'List models',
    description: 'Returns models, newest first, followed by the models that other owners share.',
    query: modelPageQuery,
    answer: modelPage,
  },
  'POST /v1/models/ensembles': {
    id: 'createEnsemble',
    access: ['train'],
    summary: 'Create an ensemble',
    description:
      'Registers several models as one. Its scores are the weighted mean of the calibrated probabilities of its members.',
    body: createEnsemble,
    status: 201,
    answer: modelView,
    errors: ['model.not_found', 'model.feature_set_mismatch', 'model.labels_mismatch'],
  },
  'GET /v1/models/{id}': {
    id: 'getModel',
    summary: 'Retrieve a model',
    description: 'Returns the model card.',
    params,
    answer: modelView,
    errors: ['model.not_found'],
  },
  'POST /v1/models/{id}/compressions': {
    id: 'compressModel',
    access: ['train'],
    summary: 'Compress a model',
    description:
      'Starts a training run that makes the model smaller. The run uses the corpus and split of the model, and the new model names it as its parent.',
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
    summary: 'Download a model as ONNX',
    description:
      'Returns an ONNX file, or a range of it. The network reads features as extracted and returns probabilities.',
    params,
    headers: range,
    answer: { 'application/octet-stream': bytes },
    errors: ['model.not_found', 'model.not_exportable', 'request.range_unsatisfiable'],
  },
  'GET /v1/models/{id}/card.md': {
    id: 'getModelCard',
    summary: 'Retrieve a model card as Markdown',
    params,
    answer: { 'text/markdown': text },
    errors: ['model.not_found'],
  },
  'GET /v1/models/{id}/pictures/{file}': {
    id: 'getModelPicture',
    summary: 'Retrieve a picture of a model',
    description: 'Returns a picture of the test results of a model.',
    params: modelPictureParam,
    query: pictureQuery,
    answer: PICTURE_ANSWER,
    errors: ['model.not_found', 'request.not_found'],
  },
  'POST /v1/models/{id}/try': {
    id: 'tryModel',
    access: ['score'],
    summary: 'Try a model',
    description: 'Scores one recording immediately and stores nothing.',
    params,
    body: {
      mediaType: 'application/octet-stream',
      hint: 'Send the recording itself as the body, for example: curl --data-binary @one.wav -H "content-type: audio/wav".',
    },
    answer: trialView,
    errors: ['model.not_found', ...TRIAL_REFUSALS],
  },
  'POST /v1/models/{id}/promote': standing(
    'promote',
    'Promote a model',
    'Makes the model the default for runs that name no model.',
  ),
  'POST /v1/models/{id}/demote': standing(
    'demote',
    'Demote a model',
    'Reverts the promotion. Runs that name no model use the newest one.',
  ),
  'POST /v1/models/{id}/archive': standing(
    'archive',
    'Archive a model',
    'Hides the model from lists and from runs that name no model. Runs that name it can still use it.',
  ),
  'POST /v1/models/{id}/restore': standing(
    'restore',
    'Restore a model',
    'Makes an archived model visible again.',
  ),
  'POST /v1/models/{id}/share': standing(
    'share',
    'Share a model',
    'Lets every owner see the model and score with it.',
    'admin',
  ),
  'POST /v1/models/{id}/unshare': standing(
    'unshare',
    'Unshare a model',
    'Stops sharing the model. Runs that already use it continue.',
    'admin',
  ),
});
