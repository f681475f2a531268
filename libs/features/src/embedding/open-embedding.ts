import { createHash } from 'node:crypto';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { SerenadeError, type EmbeddingDefinition } from '#libs/contracts';
import { checkDefinition } from '../definition-check.js';
import { spanOf, spanSamples } from '../frames.js';
import { refuseUnsafeModel } from './refuse-unsafe-model.js';

/** Computes the embeddings of clips. It holds memory outside of JavaScript until it is closed. */
export interface EmbeddingExtractor {
  readonly definition: EmbeddingDefinition;
  readonly frames: 1;
  readonly coefficients: number;
  /**
   * @param signal mono samples at 16 kHz
   * @throws SerenadeError `clip.too_short`, `clip.silent`, `clip.malformed` as in other extractors
   * @throws SerenadeError `model.corrupt` when the model cannot run or its output differs from the definition
   */
  extract(signal: Float32Array): Promise<Float32Array>; // [1, dimensions]
  close(): Promise<void>;
}

/**
 * Loads an ONNX model, such as an export of emotion2vec, wav2vec2, HuBERT or WavLM. Its first input is a signal, `[1,
 * samples]` in float32. Its first output is `[1, dimensions]`, or `[1, frames, dimensions]`, which is averaged over the
 * frames. Other inputs and outputs are not used. The model runs on the CPU in one thread.
 *
 * @param model the bytes stored at `definition.modelKey`
 * @throws SerenadeError `model.corrupt` when the bytes have another hash or are not such a model
 * @throws SerenadeError `embedding_model.unsafe`, `embedding_model.invalid` as in `refuseUnsafeModel`
 * @throws SerenadeError `engine.unavailable` when onnxruntime does not load
 */
export async function openEmbedding(
  definition: EmbeddingDefinition,
  model: Uint8Array,
): Promise<EmbeddingExtractor> {
  checkDefinition(definition);
  const sha256 = createHash('sha256').update(model).digest('hex');
  if (sha256 !== definition.modelSha256) {
    throw corrupt(definition, `has the SHA-256 ${sha256}, not ${definition.modelSha256}`);
  }
  const opened = await load(definition, model);
  return {
    definition,
    frames: 1,
    coefficients: definition.dimensions,
    extract: async (signal) => poolOutput(await opened.run(prepareInput(signal, definition)), definition),
    close: () => opened.close(),
  };
}

/** The length of the noise on which a new model runs once: one second. */
const TRIAL_SAMPLES = 16_000;

/**
 * Loads a model, runs it once, and returns the number of dimensions of its embeddings.
 *
 * @throws SerenadeError as `openEmbedding` does
 */
export async function measureDimensions(
  definition: Omit<EmbeddingDefinition, 'dimensions'>,
  model: Uint8Array,
): Promise<number> {
  const opened = await load(definition, model);
  try {
    const samples = Math.max(TRIAL_SAMPLES, definition.minSamples);
    const noise = Float32Array.from({ length: samples }, (_, i) => ((i * 7919) % 2003) / 2003 - 0.5);
    const output = await opened.run(noise);
    const dimensions = output?.dims.at(-1) ?? 0;
    poolOutput(output, { ...definition, dimensions });
    return dimensions;
  } finally {
    await opened.close();
  }
}

interface LoadedModel {
  run(samples: Float32Array): Promise<Tensor | undefined>;
  close(): Promise<void>;
}

async function load(definition: ModelOfDefinition, model: Uint8Array): Promise<LoadedModel> {
  refuseUnsafeModel(model); // before any native code reads the bytes
  const runtime = await loadRuntime();
  const session = await openSession(runtime.InferenceSession, definition, model);
  const [input, output] = [session.inputNames[0], session.outputNames[0]];
  if (input === undefined || output === undefined) throw corrupt(definition, 'has no input or no output');
  return {
    run: async (samples) => {
      const tensor = new runtime.Tensor('float32', samples, [1, samples.length]);
      return (await run(session, { [input]: tensor }, definition))[output];
    },
    close: () => session.release(),
  };
}

/** Loads onnxruntime on first use, so that workers without embeddings do not load a library of 20 MB. */
async function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new SerenadeError(
      'engine.unavailable',
      'This server cannot run embedding models: its package onnxruntime-node is missing or does not load. ' +
        'Its operator must reinstall the packages with npm ci.',
      {},
      { cause },
    );
  }
}

type ModelOfDefinition = Pick<EmbeddingDefinition, 'modelKey'>;

async function openSession(
  { create }: Pick<typeof InferenceSession, 'create'>,
  definition: ModelOfDefinition,
  model: Uint8Array,
): Promise<InferenceSession> {
  try {
    return await create(model, { executionProviders: ['cpu'], intraOpNumThreads: 1, logSeverityLevel: 4 });
  } catch (cause) {
    throw corrupt(definition, 'is not an ONNX model that onnxruntime can run', cause);
  }
}

async function run(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
  definition: ModelOfDefinition,
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds);
  } catch (cause) {
    throw corrupt(definition, 'cannot run on a signal', cause);
  }
}

/** Pads the span with zeros to its full length and scales it as the definition requires. */
function prepareInput(signal: Float32Array, definition: EmbeddingDefinition): Float32Array {
  const span = spanOf(signal, { ...definition, winLength: definition.minSamples });
  const samples = new Float32Array(spanSamples(definition) ?? span.length);
  samples.set(span);
  if (definition.inputScaling === 'none') return samples;
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
  // Wav2Vec2FeatureExtractor adds the same term.
  const scale = 1 / Math.sqrt(variance + 1e-7);
  return samples.map((value) => (value - mean) * scale);
}

/** Averages the output over all but the last axis. */
function poolOutput(output: Tensor | undefined, definition: EmbeddingDefinition): Float32Array {
  const { dimensions } = definition;
  const { dims = [], data } = output ?? {};
  const isShaped = (dims.length === 2 || dims.length === 3) && dims[0] === 1 && dims.at(-1) === dimensions;
  if (!(data instanceof Float32Array) || !isShaped || data.length === 0) {
    throw corrupt(
      definition,
      `returns [${dims.join(', ')}], not [1, ${dimensions}] or [1, frames, ${dimensions}]`,
    );
  }
  const frames = data.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < data.length; at++) {
    const column = at % dimensions;
    mean[column] = (mean[column] ?? 0) + (data[at] ?? 0) / frames;
  }
  const embedding = Float32Array.from(mean);
  if (!embedding.every(Number.isFinite)) throw corrupt(definition, 'returns values that are not numbers');
  return embedding;
}

function corrupt({ modelKey }: ModelOfDefinition, what: string, cause?: unknown): SerenadeError {
  return new SerenadeError(
    'model.corrupt',
    `The embedding model ${modelKey} ${what}.`,
    { modelKey },
    { cause },
  );
}
