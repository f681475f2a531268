import type { EngineName, Recipe } from '#libs/contracts';
import type { RandomState } from '#libs/random';
import type { FeatureShape } from '../../feature-shape.js';
import type { LearningBatch } from '../learning-batch.js';

/** What a helper is started with. */
export interface HelperData {
  readonly engine: EngineName;
  readonly recipe: Recipe;
  /** Of what the network reads. */
  readonly shape: FeatureShape;
  readonly classes: number;
  readonly helper: number;
  readonly helpers: number;
  readonly shared: SharedArrayBuffer;
}

/** One piece to work out: its gradients go to the shared memory. */
export interface HelperTask {
  /** From 1. */
  readonly step: number;
  readonly batch: LearningBatch;
  readonly passes: readonly { readonly member: number; readonly random: RandomState }[];
}

/** From a helper: that it is ready, or what went wrong. */
export type HelperReply = { readonly type: 'ready' } | { readonly type: 'failed'; readonly message: string };
