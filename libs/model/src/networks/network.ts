import type { Architecture, RecipeFor } from '#libs/contracts';
import type { Random } from '#libs/random';
import type { FeatureShape } from '../feature-shape.js';
import type { Ops } from '../ops/ops.js';

/** One stored tensor of a network. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: (random: Random) => Float32Array;
  /** False for what training observes rather than learns: the moving moments of batch norm. */
  readonly isTrained: boolean;
}

export type DropoutKind = 'element' | 'spatial';

/** One run of a network forwards: what goes in, and what differs between learning and scoring. */
export interface Pass<T> {
  readonly ops: Ops<T>;
  /** Standardised features. */
  readonly inputs: T; // [batch, frames, coefficients]
  /** 1 for a clip's own frames, 0 for the filling behind them; null when no clip is filled. */
  readonly mask: T | null; // [batch, frames]
  /** By the name in the specification. */
  readonly weight: (name: string) => T;
  /**
   * Zeroes each value with probability `rate` and scales the others by 1 / (1 - rate); nothing when scoring. `spatial`:
   * a channel, the last axis, is zeroed for a whole clip (Tompson et al. 2015).
   */
  readonly dropout: (x: T, rate: number, kind?: DropoutKind) => T;
  /**
   * Batch norm by the weights `<layer>/gamma`, `beta`, and when scoring by the moving `mean` and `variance`.
   *
   * @param mask as in `Ops.batchNorm`
   */
  readonly batchNorm: (layer: string, x: T, options?: { relu?: boolean; mask?: T | null }) => T;
}

/** An architecture: one file in this folder, one line in `registry.ts`, its options in the recipe schema. */
export interface Network<A extends Architecture = Architecture> {
  readonly name: A;
  /** In their stored order. */
  weightSpecs(recipe: RecipeFor<A>, shape: FeatureShape, classes: number): WeightSpec[];
  /** `[batch, classes]` */
  logits<T>(pass: Pass<T>, recipe: RecipeFor<A>): T;
}
