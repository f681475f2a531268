import { SerenadeError, type EmbeddingDefinition } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';
import { isFailure, type EmbeddingLimits } from './describe-failure.js';
import { EmbeddingProcess } from './embedding-process.js';

/** An idle process ends after this time, which is far longer than the pause between two shards of a run. */
const IDLE_MS = 60_000;

/** After this many clips in a row, the model is at fault and not the clips. Then the run fails. */
const MOST_FAILURES_IN_A_ROW = 3;

export interface EmbeddingProcessesOptions extends EmbeddingLimits {
  /** The number of processes that may run one model. Each of them holds the model in memory. */
  readonly perModel: number;
  /** The number of processes of all models. It must be at least the number of callers. */
  readonly most: number;
}

interface Slot {
  readonly sha256: string;
  readonly process: EmbeddingProcess;
  isBusy: boolean;
  timer: NodeJS.Timeout | undefined;
}

interface Waiting {
  readonly definition: EmbeddingDefinition;
  readonly resolve: (slot: Slot) => void;
}

/**
 * The processes of a worker that run embedding models. A model's process is shared by all threads and kept between
 * clips. A model that fails costs the clip, and its process starts anew with the next clip.
 */
export class EmbeddingProcesses {
  #slots: Slot[] = [];
  #waiting: Waiting[] = [];
  readonly #failures = new Map<string, number>();

  constructor(
    private readonly store: ObjectStore,
    private readonly options: EmbeddingProcessesOptions,
  ) {}

  /** The ids of the running processes. */
  get pids(): number[] {
    return this.#slots.flatMap(({ process }) => process.pid ?? []);
  }

  /**
   * Runs the model of a definition on prepared samples.
   *
   * @throws SerenadeError `clip.embedding_failed` when the model crashes or exceeds a limit on this clip
   * @throws SerenadeError `embedding_model.out_of_memory`, `embedding_model.too_slow` or `embedding_model.crashed` after
   * several such clips in a row
   * @throws SerenadeError as `loadEmbeddingModel`
   */
  readonly embed = async (definition: EmbeddingDefinition, samples: Float32Array): Promise<Float32Array> => {
    const slot = await this.#acquire(definition);
    try {
      const embedding = await slot.process.embed(samples, definition.dimensions);
      this.#failures.delete(slot.sha256);
      return embedding;
    } catch (error) {
      throw isFailure(error) ? this.#countFailure(slot.sha256, error) : error;
    } finally {
      this.#release(slot);
    }
  };

  async close(): Promise<void> {
    await Promise.all(this.#slots.splice(0).map((slot) => this.#end(slot)));
  }

  #countFailure(sha256: string, error: SerenadeError): SerenadeError {
    const failures = (this.#failures.get(sha256) ?? 0) + 1;
    this.#failures.set(sha256, failures);
    if (failures < MOST_FAILURES_IN_A_ROW)
      return new SerenadeError('clip.embedding_failed', error.message, {}, { cause: error });
    this.#failures.delete(sha256); // another run may try the model again
    const text = `The embedding model failed on ${failures} clips in a row. ${error.message}`;
    return new SerenadeError(error.code, text, {}, { cause: error });
  }

  #acquire(definition: EmbeddingDefinition): Promise<Slot> {
    return new Promise((resolve) => {
      this.#waiting.push({ definition, resolve });
      this.#assign();
    });
  }

  #release(slot: Slot): void {
    slot.isBusy = false;
    slot.timer = setTimeout(() => void this.#end(slot), IDLE_MS).unref();
    this.#assign();
  }

  /** Gives free processes to those who wait, first come, first served. */
  #assign(): void {
    this.#waiting = this.#waiting.filter(({ definition, resolve }) => {
      const slot = this.#findSlot(definition);
      if (slot === null) return true;
      slot.isBusy = true;
      clearTimeout(slot.timer);
      resolve(slot);
      return false;
    });
  }

  /** Returns an idle process of the model, or a new one if the limits allow it. It may end an idle process of another model. */
  #findSlot(definition: EmbeddingDefinition): Slot | null {
    const sha256 = definition.modelSha256;
    const own = this.#slots.filter((slot) => slot.sha256 === sha256);
    const idle = own.find(({ isBusy }) => !isBusy);
    if (idle !== undefined) return idle;
    if (own.length >= this.options.perModel) return null;
    if (this.#slots.length >= this.options.most) {
      const other = this.#slots.find(({ isBusy }) => !isBusy);
      if (other === undefined) return null;
      void this.#end(other);
    }
    const file = { key: definition.modelKey, sha256 };
    const process = new EmbeddingProcess(this.store, file, this.options);
    const slot: Slot = { sha256, process, isBusy: false, timer: undefined };
    this.#slots.push(slot);
    return slot;
  }

  async #end(slot: Slot): Promise<void> {
    clearTimeout(slot.timer);
    this.#slots = this.#slots.filter((each) => each !== slot);
    await slot.process[Symbol.asyncDispose]();
  }
}
