import type { Recipe } from '#libs/contracts';
import type { WeightSpec } from '../../networks/network.js';
import { opsOf } from '../../ops/engine-ops.js';
import type { Tensor, Tf } from '../../tf.js';
import { specsOf, trainedOf, type LossAndGradients, type ObservedMoments } from '../loss.js';
import type { Piece } from './pieces.js';
import type { SharedGradients } from './shared-gradients.js';

interface Team {
  readonly tf: Tf;
  readonly recipe: Recipe;
  readonly specs: readonly WeightSpec[];
  /** Holds the helpers' results. */
  readonly memory: SharedGradients;
}

/**
 * Combines the loss, gradients and moments of a batch's pieces. Call in `tf.tidy`.
 *
 * @param own this thread's piece and its results
 * @param others the helpers' pieces, in order
 */
export function joinPieces(
  team: Team,
  own: Piece & LossAndGradients,
  others: readonly Piece[],
): LossAndGradients {
  return own.share < 1 ? joinSlices(team, own, others) : joinMembers(team, own, others);
}

/** Collects the results of whole members, which need no combining. */
function joinMembers(team: Team, own: Piece & LossAndGradients, others: readonly Piece[]): LossAndGradients {
  const { tf, recipe, specs, memory } = team;
  const losses = others.map(({ passes }, helper) => passes.length * memory.lossOf(helper));
  const sum = losses.reduce((total, loss) => total + loss, own.passes.length * valueOf(own.loss));
  return {
    loss: tf.scalar(sum / recipe.members),
    gradients: [
      ...own.gradients,
      ...others.flatMap(({ passes }, helper) =>
        trainedOf(recipe, specs, passes).map(({ name, shape }) =>
          tf.tensor(memory.found(helper, name), [...shape]),
        ),
      ),
    ],
    moments: [...own.moments, ...others.flatMap((piece, helper) => readMoments(team, piece, helper))],
  };
}

const MEAN = '/moving_mean';

function readMoments(
  { tf, recipe, specs, memory }: Team,
  { passes }: Piece,
  helper: number,
): ObservedMoments[] {
  const names = passes.flatMap(({ member }) => specsOf(recipe, specs, member).map(({ name }) => name));
  const layers = names.filter((name) => name.endsWith(MEAN)).map((name) => name.slice(0, -MEAN.length));
  return layers.map((layer) => ({
    layer,
    mean: tf.keep(tf.tensor(memory.found(helper, `${layer}${MEAN}`))),
    variance: tf.keep(tf.tensor(memory.found(helper, `${layer}/moving_variance`))),
  }));
}

/** Combines the results of slices, weighted by their clips and added in order. */
function joinSlices(team: Team, own: Piece & LossAndGradients, others: readonly Piece[]): LossAndGradients {
  const { tf, recipe, specs, memory } = team;
  const loss = others.reduce(
    (sum, { share }, helper) => sum + share * memory.lossOf(helper),
    own.share * valueOf(own.loss),
  );
  const trained = trainedOf(recipe, specs, own.passes);
  return {
    loss: tf.scalar(loss),
    gradients: own.gradients.map((gradient, at) => {
      const found = others.map(({ share }, helper) => ({
        values: memory.found(helper, trained[at]?.name ?? ''),
        share,
      }));
      return opsOf(tf).weightedSum(gradient, own.share, found);
    }),
    moments: own.moments.map((moments) => combineMoments(team, moments, own, others)),
  };
}

/** Combines the moments of slices to those of the batch. The variance of the means adds to the mean variance. */
function combineMoments(
  { tf, memory }: Team,
  { layer, mean, variance }: ObservedMoments,
  own: Piece,
  others: readonly Piece[],
): ObservedMoments {
  const parts = [
    { share: own.share, mean: mean.dataSync(), variance: variance.dataSync() },
    ...others.map(({ share }, helper) => ({
      share,
      mean: memory.found(helper, `${layer}${MEAN}`),
      variance: memory.found(helper, `${layer}/moving_variance`),
    })),
  ];
  const total = Float64Array.from(mean.dataSync(), (_, channel) =>
    parts.reduce((sum, part) => sum + part.share * (part.mean[channel] ?? 0), 0),
  );
  const spread = total.map((centre, channel) =>
    parts.reduce(
      (sum, part) =>
        sum + part.share * ((part.variance[channel] ?? 0) + ((part.mean[channel] ?? 0) - centre) ** 2),
      0,
    ),
  );
  tf.dispose([mean, variance]);
  return {
    layer,
    mean: tf.keep(tf.tensor(Float32Array.from(total))),
    variance: tf.keep(tf.tensor(Float32Array.from(spread))),
  };
}

function valueOf(scalar: Tensor): number {
  return scalar.dataSync()[0] ?? Number.NaN;
}
