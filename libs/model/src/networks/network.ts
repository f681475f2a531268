import type { Architecture, RecipeFor, Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import type { FeatureShape } from '../feature-shape.js';
import type { Ops } from '../ops/ops.js';

/** One stored tensor of a network. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: (random: Random) => Float32Array;
  /** False for weights that training measures and does not learn: the moving moments of batch norm. */
  readonly isTrained: boolean;
}

export type DropoutKind = 'element' | 'spatial';

/** One forward pass of a network: its input, and the operations that differ between training and scoring. */
export interface Pass<T> {
  readonly ops: Ops<T>;
  /** Standardized features. */
  readonly inputs: T; // [batch, frames, coefficients]
  /** 1 for a clip's own frames, 0 for the padding after them. Null if no clip is padded. */
  readonly mask: T | null; // [batch, frames]
  /** Returns the weight with this name in the specification. */
  readonly weight: (name: string) => T;
  /**
   * Zeroes each value with probability `rate` and scales the others by 1 / (1 - rate). Does nothing while scoring.
   * `spatial` zeroes a channel (the last axis) of a whole clip (Tompson et al. 2015).
   */
  readonly dropout: (x: T, rate: number, kind?: DropoutKind) => T;
  /**
   * Applies batch norm with the weights `<layer>/gamma` and `beta`. Scoring also uses the moving `mean` and `variance`.
   *
   * @param mask see `Ops.batchNorm`
   */
  readonly batchNorm: (layer: string, x: T, options?: { relu?: boolean; mask?: T | null }) => T;
}

/** An architecture: a file in this folder, a line in `registry.ts`, and its options in the recipe schema. */
export interface Network<A extends Architecture = Architecture> {
  readonly name: A;
  /** Lists the weights in stored order. */
  weightSpecs(recipe: RecipeFor<A>, shape: FeatureShape, classes: number): WeightSpec[];
  /** Computes the logits, `[batch, classes]`. */
  logits<T>(pass: Pass<T>, recipe: RecipeFor<A>): T;
}

/** Returns the prefix of each member's weight names. A single network has an empty prefix. */
export function memberPrefixes({ members }: Pick<Recipe, 'members'>): string[] {
  return members === 1 ? [''] : Array.from({ length: members }, (_, member) => `member_${member + 1}/`);
}
