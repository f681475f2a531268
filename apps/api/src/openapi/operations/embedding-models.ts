import {
  embeddingModelIdParam,
  embeddingModelPage,
  embeddingModelView,
  pageQuery,
  uploadEmbeddingModelQuery,
} from '#libs/contracts';
import { UNAVAILABLE, json, type Operation } from './operation.js';

const tag = 'embedding models';

/** ONNX models that make embeddings; the id of one is the name of its feature set. */
export const EMBEDDING_MODEL_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/embedding-models',
    id: 'uploadEmbeddingModel',
    tag,
    summary:
      'Takes an ONNX model that makes embeddings: the file itself is the body; it is loaded and run once',
    query: uploadEmbeddingModelQuery,
    body: { type: 'application/octet-stream', schema: 'binary' },
    status: 201,
    answer: json(embeddingModelView),
    errors: [
      'embedding_model.unsafe',
      'embedding_model.invalid',
      'embedding_model.too_large',
      'embedding_model.checksum_mismatch',
      'request.unsupported_media_type',
      ...UNAVAILABLE,
    ],
  },
  { method: 'get', path: '/v1/embedding-models', id: 'listEmbeddingModels', tag, summary: 'Embedding models, newest first', query: pageQuery, status: 200, answer: json(embeddingModelPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/embedding-models/{id}', id: 'getEmbeddingModel', tag, summary: 'One embedding model', params: embeddingModelIdParam, status: 200, answer: json(embeddingModelView), errors: ['embedding_model.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
