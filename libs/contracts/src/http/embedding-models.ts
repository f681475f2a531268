import { z } from 'zod';
import { embeddingModelRecord } from '../embedding-model.js';
import { embeddingDefinition } from '../feature-definition.js';
import { idPattern } from '../ids.js';
import { uploadArchiveQuery } from './archives.js';
import { pageOf } from './paging.js';

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
