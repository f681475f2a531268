import { networkShape, type EndReason, type EpochMetrics } from '#libs/contracts';
import type { Model } from '../model.js';
import { parameterCount } from '../networks/registry.js';
import type { Tf } from '../tf.js';
import { GradientTeam } from './team/gradient-team.js';
import { Training } from './training.js';
import { checkTrainOptions, type TrainOptions } from './train-options.js';

export type { TrainOptions } from './train-options.js';

export interface TrainingOutcome {
  readonly model: Model;
  /** The epoch whose weights the model has, from 1. */
  readonly bestEpoch: number;
  readonly history: readonly EpochMetrics[];
  readonly endedBy: EndReason;
  readonly parameters: number;
  /** Of all epochs, including those before a resumption. */
  readonly trainingSeconds: number;
  /** Epochs that were done before; null when the training began here. */
  readonly resumedFromEpoch: number | null;
}

/**
 * Trains a network as its recipe says and returns the kept epoch's weights. The same options give the same bytes on the
 * same engine with the same number of threads; `GradientTeam` says when that number does not matter. Standardisation is
 * learned from the training part; validation chooses the epoch of the highest UAR, among equals that of the lowest loss,
 * and the last epoch counts where there is no validation part. The event loop turns after every batch. A training that
 * diverges changes no weight any more: the last checkpoint is good.
 *
 * @throws SerenadeError `training.diverged` when the loss is no number; `model.corrupt` when `resume` is a checkpoint
 * of another training; the signal's reason when it aborts
 */
export async function trainModel(tf: Tf, options: TrainOptions): Promise<TrainingOutcome> {
  checkTrainOptions(options);
  const { recipe, shape, labelNames, featureSetId, resume } = options;
  const team = await teamOf(tf, options);
  const training = new Training(tf, options, team);
  try {
    const next = () => training.endReason(options.end?.aborted ?? false);
    let endedBy = next();
    for (; endedBy === null; endedBy = next()) {
      const metrics = await training.runEpoch();
      await options.onEpoch?.(metrics, () => training.checkpoint());
    }
    const { standardizer, weights, keptEpoch, history, seconds } = training.result();
    return {
      model: { recipe, labels: labelNames, featureSetId, shape, standardizer, weights },
      bestEpoch: keptEpoch,
      history,
      endedBy,
      parameters: parameterCount(recipe, networkShape(recipe.input, shape), labelNames.length),
      trainingSeconds: seconds,
      resumedFromEpoch: resume?.epoch ?? null,
    };
  } finally {
    training.dispose();
    await team?.stop();
  }
}

/** The threads of a training; null for one, and on engines that have threads of their own. */
async function teamOf(
  tf: Tf,
  { threads = 1, recipe, shape, labelNames }: TrainOptions,
): Promise<GradientTeam | null> {
  const backend = tf.getBackend();
  if (threads < 2 || (backend !== 'wasm' && backend !== 'cpu')) return null;
  const readShape = networkShape(recipe.input, shape);
  return GradientTeam.start({
    tf,
    engine: backend,
    recipe,
    shape: readShape,
    classes: labelNames.length,
    threads,
  });
}
