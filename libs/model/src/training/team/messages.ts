import type { EngineName, Recipe } from '#libs/contracts';
import type { RandomState } from '#libs/random';
import type { FeatureShape } from '../../feature-shape.js';
import type { LearningBatch } from '../learning-batch.js';

/** The start data of a helper. */
export interface HelperData {
  readonly engine: EngineName;
  readonly recipe: Recipe;
  /** The shape of the network's input. */
  readonly shape: FeatureShape;
  readonly classes: number;
  readonly helper: number;
  readonly helpers: number;
  readonly shared: SharedArrayBuffer;
}

/** A piece to compute. The helper writes its gradients to the shared memory. */
export interface HelperTask {
  /** Counted from 1. */
  readonly step: number;
  readonly batch: LearningBatch;
  readonly passes: readonly { readonly member: number; readonly random: RandomState }[];
}

/** A helper's message that it is ready or has failed. */
export type HelperReply = { readonly type: 'ready' } | { readonly type: 'failed'; readonly message: string };
