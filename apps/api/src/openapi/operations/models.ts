import { modelIdParam, modelPage, modelView, pageQuery } from '#libs/contracts';
import { UNAVAILABLE, json, type Operation } from './operation.js';

/** Models and their cards. */
export const MODEL_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/v1/models', id: 'listModels', tag: 'models', summary: 'Models, newest first', query: pageQuery, status: 200, answer: json(modelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}', id: 'getModel', tag: 'models', summary: 'The card of a model', params: modelIdParam, status: 200, answer: json(modelView), errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
