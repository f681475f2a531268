import type { ErrorCode } from '../errors.js';
import { compressModel, createEnsemble, modelPageQuery, modelView, trialView } from './models.js';
import { pictureFileName, PICTURE_ANSWER, pictureQuery } from './pictures.js';
import { pageOf } from './paging.js';
import { bytes, idParam, range, tagged, text } from './route.js';
import { LAUNCH_REFUSALS } from './run-routes.js';
import { trainingRunView } from './training-runs.js';

const params = idParam('model');

/** Returns a route that changes how lists and runs treat a model. */
function standing(verb: string, description: string, scope: 'train' | 'admin' = 'train') {
  const id = `${verb.toLowerCase()}Model`;
  return { id, access: [scope], summary: `${verb} a model`, description, answer: modelView } as const;
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
export const modelRoutes = tagged(
  { tag: 'models', access: ['train'], params, missing: 'model.not_found' },
  {
    'GET /v1/models': {
      id: 'listModels',
      summary: 'List models',
      description: 'Returns models, newest first, followed by the models that other owners share.',
      query: modelPageQuery,
      answer: pageOf(modelView),
    },
    'POST /v1/models/ensembles': {
      id: 'createEnsemble',
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
      answer: modelView,
    },
    'POST /v1/models/{id}/compressions': {
      id: 'compressModel',
      summary: 'Compress a model',
      description:
        'Starts a training run that makes the model smaller. The run uses the corpus and split of the model, and the new model names it as its parent.',
      body: compressModel,
      status: 202,
      answer: trainingRunView,
      errors: [
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
      headers: range,
      answer: { 'application/octet-stream': bytes },
      errors: ['model.not_exportable', 'request.range_unsatisfiable'],
    },
    'GET /v1/models/{id}/card.md': {
      id: 'getModelCard',
      summary: 'Retrieve a model card as Markdown',
      answer: { 'text/markdown': text },
    },
    'GET /v1/models/{id}/pictures/{file}': {
      id: 'getModelPicture',
      summary: 'Retrieve a picture of a model',
      description: 'Returns a picture of the test results of a model.',
      params: params.extend({ file: pictureFileName }),
      query: pictureQuery,
      answer: PICTURE_ANSWER,
      errors: ['request.not_found'],
    },
    'POST /v1/models/{id}/try': {
      id: 'tryModel',
      access: ['score'],
      summary: 'Try a model',
      description: 'Scores one recording immediately and stores nothing.',
      body: {
        mediaType: 'application/octet-stream',
        hint: 'Send the recording itself as the body, for example: curl --data-binary @one.wav -H "content-type: audio/wav".',
      },
      answer: trialView,
      errors: TRIAL_REFUSALS,
    },
    'POST /v1/models/{id}/promote': standing(
      'Promote',
      'Makes the model the default for runs that name no model.',
    ),
    'POST /v1/models/{id}/demote': standing(
      'Demote',
      'Reverts the promotion. Runs that name no model use the newest one.',
    ),
    'POST /v1/models/{id}/archive': standing(
      'Archive',
      'Hides the model from lists and from runs that name no model. Runs that name it can still use it.',
    ),
    'POST /v1/models/{id}/restore': standing('Restore', 'Makes an archived model visible again.'),
    'POST /v1/models/{id}/share': standing(
      'Share',
      'Lets every owner see the model and score with it.',
      'admin',
    ),
    'POST /v1/models/{id}/unshare': standing(
      'Unshare',
      'Stops sharing the model. Runs that already use it continue.',
      'admin',
    ),
  },
);
