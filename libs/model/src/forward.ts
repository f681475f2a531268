import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import type { WeightSpec, DropoutKind, Pass } from './networks/network.js';
import { number } from './networks/attentive-statistics.js';
import { memberPrefixes } from './networks/members.js';
import { networkOf } from './networks/registry.js';
import { normWeights } from './networks/specs.js';
import { NORM_EPSILON, type BatchNormResult, type Ops } from './ops/ops.js';

/** What learning adds to a pass. */
export interface Learning<T> {
  /** Dropout draws from it, outside the engine, so that every engine drops the same. */
  readonly random: Random;
  /** Told what each batch norm saw. */
  readonly observe: (layer: string, moments: Omit<BatchNormResult<T>, 'output'>) => void;
}

export interface PassInputs<T> {
  readonly inputs: T; // [batch, frames, coefficients], standardised
  readonly mask: T | null; // [batch, frames]
}

/**
 * What a recipe's networks answer as one: the mean of its members' logits, `[batch, classes]`, whose softmax is the geometric
 * mean of their probabilities.
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
 * The logits of each of a recipe's networks, `[batch, classes]`.
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
  const streams = learning && memberStreams(recipe, learning.random);
  return memberPrefixes(recipe).map((_, member) => {
    const random = streams?.[member];
    const own = learning && random ? { ...learning, random } : null;
    return logitsOfMember(ops, recipe, member, specs, weights, inputs, own);
  });
}

/**
 * Where the dropout of each member draws from. Members of an ensemble have streams of their own, so that each learns the
 * same whichever thread works it out.
 */
export function memberStreams({ members }: Pick<Recipe, 'members'>, random: Random): Random[] {
  return members === 1 ? [random] : Array.from({ length: members }, () => random.fork());
}

/** The logits of one member, `[batch, classes]`; `specs` and `weights` are those of all. */
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
  return networkOf(recipe).logits(passOf(ops, inputs, weight, own), recipe);
}

function passOf<T>(
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
      learning === null || rate === 0 ? x : dropped(ops, x, rate, kind, learning.random),
    batchNorm(layer, x, { relu = false, mask: counted = null } = {}) {
      if (learning !== null) {
        const { output, mean, variance } = ops.batchNorm(x, normWeights(pass, layer), {
          relu,
          mask: counted,
        });
        learning.observe(layer, { mean, variance });
        return output;
      }
      return normalised(pass, layer, x, relu, counted);
    },
  };
  return pass;
}

function dropped<T>(ops: Ops<T>, x: T, rate: number, kind: DropoutKind, random: Random): T {
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

/** Batch norm by the moving moments: one product and one sum. */
function normalised<T>(pass: Pass<T>, layer: string, x: T, relu: boolean, mask: T | null): T {
  const { ops, weight } = pass;
  const { scale, offset } = normWeights(pass, layer);
  const deviation = ops.sqrtAbove(ops.add(weight(`${layer}/moving_variance`), number(pass, NORM_EPSILON)), 0);
  const factor = ops.div(scale, deviation);
  const shift = ops.add(offset, ops.mul(ops.mul(weight(`${layer}/moving_mean`), factor), number(pass, -1)));
  const linear = ops.add(ops.mul(x, factor), shift);
  const active = relu ? ops.relu(linear) : linear;
  return mask === null ? active : ops.mul(active, mask);
}
