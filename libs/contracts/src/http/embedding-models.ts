import { z } from 'zod';
import { embeddingModelRecord } from '../embedding-model.js';
import { embeddingDefinition } from '../feature-definition.js';
import { uploadArchiveQuery } from './archives.js';
import { pageOf } from './paging.js';
import { idParam, listOf, tagged } from './route.js';

export const uploadEmbeddingModelQuery = z.strictObject({
  name: uploadArchiveQuery.shape.name.unwrap().default('model.onnx'),
  sha256: uploadArchiveQuery.shape.sha256,
  inputScaling: embeddingDefinition.shape.inputScaling
    .default('unit-variance')
    .describe(
      '`unit-variance` scales the signal to mean 0 and standard deviation 1, as wav2vec2 and emotion2vec expect.',
    ),
  minSamples: z.coerce
    .number()
    .int()
    .min(1)
    .max(160_000)
    .default(400)
    .describe('The shortest signal that the model accepts, in samples at 16 kHz.'),
});
export type UploadEmbeddingModelQuery = z.infer<typeof uploadEmbeddingModelQuery>;

export const embeddingModelView = embeddingModelRecord.omit({ v: true });
export type EmbeddingModelView = z.infer<typeof embeddingModelView>;

/** Routes for ONNX models that compute embeddings. A model's id is the name of its feature set. */
export const embeddingModelRoutes = tagged(
  {
    tag: 'embedding models',
    access: ['train'],
    params: idParam('embeddingModel'),
    missing: 'embedding_model.not_found',
  },
  {
    'POST /v1/embedding-models': {
      id: 'uploadEmbeddingModel',
      summary: 'Upload an embedding model',
      description:
        'Registers an ONNX model that computes embeddings. The request body is the file itself. The API loads the model and runs it once, in a process with limits on memory and time. It tries one model of an owner at a time.',
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
        'embedding_model.out_of_memory',
        'embedding_model.too_slow',
        'embedding_model.crashed',
        'engine.unavailable',
        'request.aborted',
      ],
    },
    'GET /v1/embedding-models': listOf('embedding models', pageOf(embeddingModelView)),
    'GET /v1/embedding-models/{id}': {
      id: 'getEmbeddingModel',
      summary: 'Retrieve an embedding model',
      answer: embeddingModelView,
    },
  },
);
