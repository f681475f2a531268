/** The module that runs inside the sandbox of an embedding model. It loads one model and then runs it on signals. */
import { loadEmbeddingModel, type EmbeddingModel } from '#libs/features/embedding';
import { serve } from '../serve.js';
import type { Frame } from '../frames.js';

/** What the parent asks for. The body is the model for `load` and a signal in float32 for `embed`. */
export type EmbeddingRequest =
  | { readonly kind: 'load'; readonly key: string; readonly sha256: string | null }
  | { readonly kind: 'measure'; readonly minSamples: number }
  | { readonly kind: 'embed'; readonly dimensions: number };

let model: EmbeddingModel | null = null;

async function handle({ header, body }: Frame): Promise<Partial<Frame>> {
  const request = header as unknown as EmbeddingRequest;
  if (request.kind === 'load') {
    model = await loadEmbeddingModel(request, body);
    return {};
  }
  if (model === null) throw new Error('The sandbox has no model.');
  if (request.kind === 'measure')
    return { header: { dimensions: await model.measureDimensions(request.minSamples) } };
  const samples = new Float32Array(body.buffer, body.byteOffset, body.byteLength / 4);
  const embedding = await model.embed(samples, request.dimensions);
  return { body: new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength) };
}

await serve(handle);
