import { createHash } from 'node:crypto';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { SerenadeError, embeddingDefinition } from '#libs/contracts';
import { refuseUnsafeModel } from './refuse-unsafe-model.js';

/** A loaded ONNX model. It runs on the CPU in one thread, and holds memory outside of JavaScript until it is closed. */
export interface EmbeddingModel {
  /**
   * Runs the model on a signal. Frames of the output are averaged.
   *
   * @throws SerenadeError `model.corrupt` when the model cannot run or returns something else
   */
  embed(samples: Float32Array, dimensions: number): Promise<Float32Array>; // [1, samples] -> [dimensions]
  /**
   * Runs the model on noise and returns the number of dimensions of its embeddings.
   *
   * @throws SerenadeError `model.corrupt` as `embed`
   */
  measureDimensions(minSamples: number): Promise<number>;
  close(): Promise<void>;
}

/** Names a model in errors. A null hash accepts any bytes. */
export interface ModelIdentity {
  readonly key: string;
  readonly sha256: string | null;
}

/** The length of the noise on which a new model runs once: one second. */
const TRIAL_SAMPLES = 16_000;
const MOST_DIMENSIONS = embeddingDefinition.shape.dimensions.maxValue ?? Infinity;

/**
 * Loads an ONNX model, such as an export of emotion2vec, wav2vec2, HuBERT or WavLM. Its first input is a signal, `[1,
 * samples]` in float32. Its first output is `[1, dimensions]`, or `[1, frames, dimensions]`. Other inputs and outputs
 * are not used. Call it only in a sandbox, because onnxruntime reads the bytes in native code.
 *
 * @throws SerenadeError `model.corrupt` when the bytes have another hash or are not such a model
 * @throws SerenadeError `embedding_model.out_of_memory` when an allocation fails, here or in a method
 * @throws SerenadeError `embedding_model.unsafe`, `embedding_model.invalid` as in `refuseUnsafeModel`
 * @throws SerenadeError `engine.unavailable` when onnxruntime does not load
 */
export async function loadEmbeddingModel(
  { key, sha256: expected }: ModelIdentity,
  bytes: Uint8Array,
): Promise<EmbeddingModel> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (expected !== null && sha256 !== expected)
    throw corrupt(key, `has the SHA-256 ${sha256}, not ${expected}`);
  refuseUnsafeModel(bytes); // before any native code reads the bytes
  const runtime = await loadRuntime();
  const session = await openSession(runtime.InferenceSession, key, bytes);
  const [input, output] = [session.inputNames[0], session.outputNames[0]];
  if (input === undefined || output === undefined) throw corrupt(key, 'has no input or no output');
  const run = async (samples: Float32Array): Promise<Tensor | undefined> => {
    try {
      const tensor = new runtime.Tensor('float32', samples, [1, samples.length]);
      return (await session.run({ [input]: tensor }))[output];
    } catch (cause) {
      throw explain(key, 'cannot run on a signal', cause);
    }
  };
  return {
    embed: async (samples, dimensions) => poolOutput(await run(samples), dimensions, key),
    measureDimensions: async (minSamples) => {
      const length = Math.max(TRIAL_SAMPLES, minSamples);
      const noise = Float32Array.from({ length }, (_, i) => ((i * 7919) % 2003) / 2003 - 0.5);
      const result = await run(noise);
      const dimensions = result?.dims.at(-1) ?? 0;
      if (dimensions > MOST_DIMENSIONS)
        throw corrupt(key, `returns ${dimensions} numbers for a clip; the most is ${MOST_DIMENSIONS}`);
      poolOutput(result, dimensions, key);
      return dimensions;
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

async function openSession(
  { create }: Pick<typeof InferenceSession, 'create'>,
  key: string,
  bytes: Uint8Array,
): Promise<InferenceSession> {
  try {
    return await create(bytes, { executionProviders: ['cpu'], intraOpNumThreads: 1, logSeverityLevel: 4 });
  } catch (cause) {
    throw explain(key, 'is not an ONNX model that onnxruntime can run', cause);
  }
}

/** Averages the output over all but the last axis. */
function poolOutput(output: Tensor | undefined, dimensions: number, key: string): Float32Array {
  const { dims = [], data } = output ?? {};
  const isShaped = (dims.length === 2 || dims.length === 3) && dims[0] === 1 && dims.at(-1) === dimensions;
  if (!(data instanceof Float32Array) || !isShaped || data.length === 0) {
    throw corrupt(key, `returns [${dims.join(', ')}], not [1, ${dimensions}] or [1, frames, ${dimensions}]`);
  }
  const frames = data.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < data.length; at++) {
    const column = at % dimensions;
    mean[column] = (mean[column] ?? 0) + (data[at] ?? 0) / frames;
  }
  const embedding = Float32Array.from(mean);
  if (!embedding.every(Number.isFinite)) throw corrupt(key, 'returns values that are not numbers');
  return embedding;
}

/** The messages of onnxruntime, C++ and V8 for an allocation that fails. */
const OUT_OF_MEMORY = /failed to allocate|bad_alloc|bad allocation|allocation failed|out of memory/i;

function explain(modelKey: string, what: string, cause: unknown): SerenadeError {
  if (!(cause instanceof Error && OUT_OF_MEMORY.test(cause.message))) return corrupt(modelKey, what, cause);
  const text = `The embedding model ${modelKey} needs too much memory.`;
  return new SerenadeError('embedding_model.out_of_memory', text, { modelKey }, { cause });
}

function corrupt(modelKey: string, what: string, cause?: unknown): SerenadeError {
  return new SerenadeError(
    'model.corrupt',
    `The embedding model ${modelKey} ${what}.`,
    { modelKey },
    { cause },
  );
}
