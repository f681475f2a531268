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
  /** The epoch whose weights the model has, counted from 1. */
  readonly bestEpoch: number;
  readonly history: readonly EpochMetrics[];
  readonly endedBy: EndReason;
  readonly parameters: number;
  /** The duration of all epochs, including those before the training was resumed. */
  readonly trainingSeconds: number;
  /** The epoch after which the training resumed. Null if it was not resumed. */
  readonly resumedFromEpoch: number | null;
}

/**
 * Trains a network as its recipe states and returns the weights of the kept epoch.
 *
 * The same options on the same engine with the same number of threads produce the same bytes. `GradientTeam` documents
 * when the number of threads does not matter. The standardizer is fitted on the train subset. The validation subset
 * chooses the epoch with the highest UAR, and of equal ones that with the lowest loss; without it the last epoch is
 * kept. The event loop runs after every batch. A training that diverges changes no more weights, so its last checkpoint
 * stays valid.
 *
 * @throws SerenadeError `training.diverged` when the loss is not a number
 * @throws SerenadeError `model.corrupt` when `resume` belongs to another training
 * @throws the signal's reason when it aborts
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

/** Starts the threads of a training. Returns null for one thread, and for engines with their own threads. */
async function teamOf(
  tf: Tf,
  { threads = 1, recipe, shape, labelNames }: TrainOptions,
): Promise<GradientTeam | null> {
  const engine = tf.getBackend();
  if (threads < 2 || (engine !== 'wasm' && engine !== 'cpu')) return null;
  const readShape = networkShape(recipe.input, shape);
  return GradientTeam.start({ tf, engine, recipe, shape: readShape, classes: labelNames.length, threads });
}
