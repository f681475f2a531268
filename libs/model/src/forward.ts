import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { type WeightSpec, type DropoutKind, type Pass, memberPrefixes } from './networks/network.js';
import { number } from './networks/attentive-statistics.js';
import { networkOf } from './networks/registry.js';
import { normWeights } from './networks/specs.js';
import { NORM_EPSILON, type BatchNormResult, type Ops } from './ops/ops.js';

/** The part of a forward pass that only training needs. */
export interface Learning<T> {
  /** Dropout draws from this generator, outside the engine, so that every engine drops the same values. */
  readonly random: Random;
  /** Receives the moments that each batch norm measures. */
  readonly observe: (layer: string, moments: Omit<BatchNormResult<T>, 'output'>) => void;
}

export interface PassInputs<T> {
  readonly inputs: T; // [batch, frames, coefficients], standardized
  readonly mask: T | null; // [batch, frames]
}

/**
 * Computes the logits of a recipe's networks together, `[batch, classes]`: the mean of the members' logits. Their
 * softmax is the geometric mean of the members' probabilities.
 *
 * @param weights in the order of `specs`
 */
export function logitsOf<T>(
  ops: Ops<T>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly T[],
  inputs: PassInputs<T>,
): T {
  const logits = memberLogits(ops, recipe, specs, weights, inputs, null);
  const sum = logits.reduce((total, own) => ops.add(total, own));
  return logits.length === 1 ? sum : ops.mul(sum, number({ ops }, 1 / logits.length));
}

/**
 * Computes the logits of each member of a recipe, `[batch, classes]`.
 *
 * @param weights in the order of `specs`
 * @param learning null when scoring
 */
export function memberLogits<T>(
  ops: Ops<T>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly T[],
  inputs: PassInputs<T>,
  learning: Learning<T> | null,
): T[] {
  const streams = learning && forkMemberStreams(recipe, learning.random);
  return memberPrefixes(recipe).map((_, member) => {
    const random = streams?.[member];
    const own = learning && random ? { ...learning, random } : null;
    return logitsOfMember(ops, recipe, member, specs, weights, inputs, own);
  });
}

/** Creates a generator for each member's dropout, so that the member learns the same on any thread. */
export function forkMemberStreams({ members }: Pick<Recipe, 'members'>, random: Random): Random[] {
  return members === 1 ? [random] : Array.from({ length: members }, () => random.fork());
}

/** Computes the logits of one member, `[batch, classes]`. `specs` and `weights` contain those of all members. */
export function logitsOfMember<T>(
  ops: Ops<T>,
  recipe: Recipe,
  member: number,
  specs: readonly WeightSpec[],
  weights: readonly T[],
  inputs: PassInputs<T>,
  learning: Learning<T> | null,
): T {
  const prefix = memberPrefixes(recipe)[member] ?? '';
  const byName = new Map(specs.map(({ name }, at) => [name, weights[at]]));
  const weight = (name: string): T => {
    const found = byName.get(`${prefix}${name}`);
    if (found === undefined) throw new RangeError(`${recipe.architecture} has no weight ${prefix}${name}`);
    return found;
  };
  const own = learning && {
    ...learning,
    observe: (layer: string, moments: Omit<BatchNormResult<T>, 'output'>) =>
      learning.observe(`${prefix}${layer}`, moments),
  };
  return networkOf(recipe).logits(createPass(ops, inputs, weight, own), recipe);
}

function createPass<T>(
  ops: Ops<T>,
  { inputs, mask }: PassInputs<T>,
  weight: Pass<T>['weight'],
  learning: Learning<T> | null,
): Pass<T> {
  const pass: Pass<T> = {
    ops,
    inputs,
    mask,
    weight,
    dropout: (x, rate, kind = 'element') =>
      learning === null || rate === 0 ? x : applyDropout(ops, x, rate, kind, learning.random),
    batchNorm(layer, x, { relu = false, mask: counted = null } = {}) {
      if (learning !== null) {
        const { output, ...moments } = ops.batchNorm(x, normWeights(pass, layer), { relu, mask: counted });
        learning.observe(layer, moments);
        return output;
      }
      return applyMovingMoments(pass, layer, x, relu, counted);
    },
  };
  return pass;
}

function applyDropout<T>(ops: Ops<T>, x: T, rate: number, kind: DropoutKind, random: Random): T {
  const shape = ops.shapeOf(x);
  const maskShape =
    kind === 'element'
      ? shape
      : shape.map((extent, at) => (at === 0 || at === shape.length - 1 ? extent : 1));
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(maskShape.reduce((product, extent) => product * extent, 1));
  const draws = new Uint32Array(mask.length);
  random.fill(draws);
  for (let at = 0; at < mask.length; at++) mask[at] = (draws[at] ?? 0) < threshold ? 0 : kept;
  return ops.mul(x, ops.constant(mask, maskShape));
}

/** Applies batch norm with the moving moments as one product and one sum. */
function applyMovingMoments<T>(pass: Pass<T>, layer: string, x: T, relu: boolean, mask: T | null): T {
  const { ops, weight } = pass;
  const { scale, offset } = normWeights(pass, layer);
  const deviation = ops.sqrtAbove(ops.add(weight(`${layer}/moving_variance`), number(pass, NORM_EPSILON)), 0);
  const factor = ops.div(scale, deviation);
  const shift = ops.add(offset, ops.mul(ops.mul(weight(`${layer}/moving_mean`), factor), number(pass, -1)));
  const linear = ops.add(ops.mul(x, factor), shift);
  const active = relu ? ops.relu(linear) : linear;
  return mask === null ? active : ops.mul(active, mask);
}
