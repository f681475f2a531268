import { modelIdParam, modelPage, modelView, pageQuery } from '#libs/contracts';
import { UNAVAILABLE, bytes, json, range, type Operation } from './operation.js';

/** Models and their cards. */
export const MODEL_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/v1/models', id: 'listModels', tag: 'models', summary: 'Models, newest first', query: pageQuery, status: 200, answer: json(modelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}', id: 'getModel', tag: 'models', summary: 'The card of a model', params: modelIdParam, status: 200, answer: json(modelView), errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/onnx', id: 'getModelOnnx', tag: 'models', summary: 'The model as an ONNX file, or a range of it: features as extracted to probabilities', params: modelIdParam, headers: range, status: 200, answer: { 'application/octet-stream': bytes }, errors: ['model.not_found', 'model.not_exportable', 'request.range_unsatisfiable', ...UNAVAILABLE] }, // prettier-ignore
];
