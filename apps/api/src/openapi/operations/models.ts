import {
  createEnsemble,
  modelIdParam,
  modelPage,
  modelPictureParam,
  modelView,
  pageQuery,
  pictureQuery,
} from '#libs/contracts';
import { UNAVAILABLE, bytes, json, jsonBody, pictures, range, text, type Operation } from './operation.js';

/** Models and their cards. */
export const MODEL_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/v1/models', id: 'listModels', tag: 'models', summary: 'Models, newest first', query: pageQuery, status: 200, answer: json(modelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'post', path: '/v1/models/ensembles', id: 'createEnsemble', tag: 'models', summary: 'Registers models that score as one: the mean of their calibrated probabilities', body: jsonBody(createEnsemble), status: 201, answer: json(modelView), errors: ['model.not_found', 'model.feature_set_mismatch', 'model.labels_mismatch', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}', id: 'getModel', tag: 'models', summary: 'The card of a model', params: modelIdParam, status: 200, answer: json(modelView), errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/onnx', id: 'getModelOnnx', tag: 'models', summary: 'The model as an ONNX file, or a range of it: features as extracted to probabilities', params: modelIdParam, headers: range, status: 200, answer: { 'application/octet-stream': bytes }, errors: ['model.not_found', 'model.not_exportable', 'request.range_unsatisfiable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/card.md', id: 'getModelCard', tag: 'models', summary: 'The card of a model as a page', params: modelIdParam, status: 200, answer: { 'text/markdown': text }, errors: ['model.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/models/{id}/pictures/{file}', id: 'getModelPicture', tag: 'models', summary: 'A picture of how well a model does', params: modelPictureParam, query: pictureQuery, status: 200, answer: pictures, errors: ['model.not_found', 'request.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
