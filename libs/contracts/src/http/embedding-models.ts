import { z } from 'zod';
import { embeddingModelRecord } from '../embedding-model.js';
import { embeddingDefinition } from '../feature-definition.js';
import { idPattern } from '../ids.js';
import { uploadArchiveQuery } from './archives.js';
import { pageOf, pageQuery } from './paging.js';
import { tagged } from './route.js';

export const embeddingModelIdParam = z.object({ id: z.string().regex(idPattern('embeddingModel')) });

export const uploadEmbeddingModelQuery = z.strictObject({
  name: uploadArchiveQuery.shape.name.unwrap().default('model.onnx'),
  sha256: uploadArchiveQuery.shape.sha256,
  inputScaling: embeddingDefinition.shape.inputScaling
    .default('unit-variance')
    .describe(
      '`unit-variance`: mean 0 and deviation 1 over the signal, as wav2vec2 and emotion2vec expect it.',
    ),
  minSamples: z.coerce
    .number()
    .int()
    .min(1)
    .max(160_000)
    .default(400)
    .describe('Shortest signal at 16 kHz that the model takes.'),
});
export type UploadEmbeddingModelQuery = z.infer<typeof uploadEmbeddingModelQuery>;

export const embeddingModelView = embeddingModelRecord.omit({ v: true });
export type EmbeddingModelView = z.infer<typeof embeddingModelView>;

export const embeddingModelPage = pageOf(embeddingModelView);

/** ONNX models that make embeddings; the id of one is the name of its feature set. */
export const embeddingModelRoutes = tagged('embedding models', {
  'POST /v1/embedding-models': {
    id: 'uploadEmbeddingModel',
    access: ['train'],
    summary:
      'Registers an ONNX model that makes embeddings: the file itself is the body; it is loaded and run once',
    query: uploadEmbeddingModelQuery,
    body: {
      mediaType: 'application/octet-stream',
      hint: 'Send the ONNX file itself as the body, for example: curl --data-binary @model.onnx -H "content-type: application/octet-stream".',
    },
    status: 201,
    answer: embeddingModelView,
    errors: [
      'embedding_model.unsafe',
      'embedding_model.invalid',
      'embedding_model.too_large',
      'embedding_model.checksum_mismatch',
      'request.aborted',
    ],
  },
  'GET /v1/embedding-models': {
    id: 'listEmbeddingModels',
    summary: 'Embedding models, newest first',
    query: pageQuery,
    answer: embeddingModelPage,
  },
  'GET /v1/embedding-models/{id}': {
    id: 'getEmbeddingModel',
    summary: 'One embedding model',
    params: embeddingModelIdParam,
    answer: embeddingModelView,
    errors: ['embedding_model.not_found'],
  },
});
