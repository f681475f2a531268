import { z } from 'zod';
import { SerenadeError } from '#libs/contracts';
import { threadEntry } from '#libs/runtime';
import type { ObjectStore } from '#libs/storage';
import type { Frame } from '../frames.js';
import { Sandbox } from '../sandbox.js';
import { describeFailure, isFailure, type EmbeddingLimits } from './describe-failure.js';
import type { EmbeddingRequest } from './embedding.process.js';

/** An ONNX file in the store. */
export interface ModelFile {
  readonly key: string;
  /** The expected hash. Null accepts any bytes. */
  readonly sha256: string | null;
}

/** An embedding has at most 65,536 values. */
const MAX_REPLY_BYTES = 65_536 * 4;

const measured = z.object({ dimensions: z.int().positive() });

/**
 * Runs one embedding model in a sandbox. The process starts with the first call, ends when the model fails, and starts
 * again with the next call. It answers one call at a time.
 */
export class EmbeddingProcess implements AsyncDisposable {
  #sandbox: Sandbox | null = null;

  constructor(
    private readonly store: ObjectStore,
    private readonly file: ModelFile,
    private readonly limits: EmbeddingLimits,
  ) {}

  /** The id of the running process. */
  get pid(): number | undefined {
    return this.#sandbox?.pid;
  }

  /**
   * Loads the model and runs it on noise. Returns the number of dimensions of its embeddings.
   *
   * @throws SerenadeError `embedding_model.out_of_memory`, `embedding_model.too_slow`, `embedding_model.crashed`, and as
   * `loadEmbeddingModel`
   */
  async measureDimensions(minSamples: number, signal: AbortSignal): Promise<number> {
    const { header } = await this.#call({ kind: 'measure', minSamples }, new Uint8Array(0), signal);
    return measured.parse(header).dimensions;
  }

  /** Runs the model on a prepared signal. @throws SerenadeError as `measureDimensions` */
  async embed(samples: Float32Array, dimensions: number): Promise<Float32Array> {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const { body } = await this.#call({ kind: 'embed', dimensions }, bytes);
    return new Float32Array(body.buffer, body.byteOffset, Math.floor(body.byteLength / 4));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.[Symbol.asyncDispose]();
    this.#sandbox = null;
  }

  async #call(request: EmbeddingRequest, body: Uint8Array, signal?: AbortSignal): Promise<Frame> {
    try {
      if (this.#sandbox === null || this.#sandbox.isOver) this.#sandbox = await this.#start(signal);
      return await this.#sandbox.call({ ...request }, body, signal);
    } catch (error) {
      const described = describeFailure(error, this.limits);
      // After a failed allocation, a new process returns the memory that onnxruntime keeps for later.
      if (isFailure(described)) await this[Symbol.asyncDispose]();
      throw described;
    }
  }

  async #start(signal?: AbortSignal): Promise<Sandbox> {
    const { memoryBytes, seconds } = this.limits;
    const { key, sha256 } = this.file;
    const bytes = (await this.store.head(key))?.size;
    if (bytes === undefined)
      throw new SerenadeError('store.object_missing', `The object ${key} does not exist.`, { key });
    const body = { bytes, chunks: await this.store.stream(key) };
    const sandbox = await Sandbox.start(threadEntry(import.meta.url, 'embedding.process'), {
      memoryBytes,
      callMs: 1000 * seconds,
      maxReplyBytes: MAX_REPLY_BYTES,
    });
    try {
      await sandbox.call({ kind: 'load', key, sha256 } satisfies EmbeddingRequest, body, signal);
      return sandbox;
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      throw error;
    }
  }
}
