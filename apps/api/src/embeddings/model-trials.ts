import { SerenadeError } from '#libs/contracts';
import { EmbeddingProcess, type EmbeddingLimits } from '#libs/sandbox';
import type { ObjectStore } from '#libs/storage';
import { Turns } from '../http/turns.js';

/** One API process runs this many models at a time. */
const TRIALS_AT_ONCE = 2;

/** Runs uploaded models once, each in its own sandbox. The models of one owner run one after the other. */
export class ModelTrials {
  private readonly turns = new Turns(TRIALS_AT_ONCE);
  private readonly turnsOfOwners = new Map<string, Turns>();

  constructor(
    private readonly store: ObjectStore,
    private readonly limits: EmbeddingLimits,
  ) {}

  /**
   * @param key the object key of the model
   * @param signal ends the trial, or the wait for it, when the client has gone
   * @returns the number of dimensions of the model's embeddings
   * @throws SerenadeError `embedding_model.*`, `engine.unavailable`; the reason of the signal
   */
  async measureDimensions(
    owner: string,
    key: string,
    minSamples: number,
    signal: AbortSignal,
  ): Promise<number> {
    const own = this.turnsOfOwners.get(owner) ?? new Turns(1);
    this.turnsOfOwners.set(owner, own);
    try {
      return await own.run(() => this.turns.run(() => this.measure(key, minSamples, signal), signal), signal);
    } finally {
      if (own.isIdle) this.turnsOfOwners.delete(owner);
    }
  }

  private async measure(key: string, minSamples: number, signal: AbortSignal): Promise<number> {
    await using model = new EmbeddingProcess(this.store, { key, sha256: null }, this.limits);
    try {
      return await model.measureDimensions(minSamples, signal);
    } catch (error) {
      // The server does not store the model yet, so nothing stored is damaged.
      if (!(error instanceof SerenadeError && error.code === 'model.corrupt')) throw error;
      throw new SerenadeError('embedding_model.invalid', error.message, {}, { cause: error });
    }
  }
}
