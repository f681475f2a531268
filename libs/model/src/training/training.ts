import { setImmediate } from 'node:timers/promises';
import { SerenadeError, networkShape, type EndReason, type EpochMetrics } from '#libs/contracts';
import { Random } from '#libs/random';
import { evaluate, meanCrossEntropy } from '#libs/evaluation';
import { toClipTable, type ClipTable } from '../input/clip-table.js';
import { prepareClips } from '../input/prepare-clips.js';
import { fitStandardizer, type Standardizer } from '../input/standardizer.js';
import type { WeightTensor } from '../weight-tensor.js';
import { initialWeights, weightSpecs } from '../networks/registry.js';
import { scoreClips } from '../predict.js';
import { opsOf } from '../ops/engine-ops.js';
import type { WeightSpec } from '../networks/network.js';
import type { Tensor, Tf } from '../tf.js';
import type { BestEpoch, Checkpoint, RandomStates } from './checkpoint.js';
import { buildEpochBatches } from './epoch-batches.js';
import { classWeightsOf, buildLearningBatch, type LearningBatch, uploadBatch } from './learning-batch.js';
import { stepRateAt } from './learning-rate.js';
import { lossAndGradients, memberPasses, type LossAndGradients } from './loss.js';
import { Optimizer } from './optimizer.js';
import { createKeepMasks, zeroPrunedGradients } from './prune-masks.js';
import type { GradientTeam } from './team/gradient-team.js';
import type { TrainOptions } from './train-options.js';
import { trainingFingerprint } from './training-fingerprint.js';

const VALIDATION_BATCH = 256;

export interface TrainingResult {
  readonly standardizer: Standardizer;
  readonly weights: readonly WeightTensor[];
  readonly keptEpoch: number;
  readonly history: readonly EpochMetrics[];
  readonly seconds: number;
}

/** A training between two epochs. Holds tensors until `dispose`. */
export class Training {
  /** The number of completed epochs. */
  epoch: number;
  private readonly prepared: ClipTable;
  private readonly standardizer: Standardizer;
  private readonly classWeights: Float64Array;
  private readonly fingerprint: string;
  private readonly optimizer: Optimizer;
  private readonly specs: readonly WeightSpec[];
  /** Masks of trained weights: 1 for weights that learn, 0 for pruned ones. Null if all learn. */
  private readonly kept: readonly (Tensor | null)[] | null;
  private readonly random: Record<keyof RandomStates, Random>;
  private readonly history: EpochMetrics[];
  private best: BestEpoch | null;
  private seconds: number;

  constructor(
    private readonly tf: Tf,
    private readonly options: TrainOptions,
    /** Computes batches on several threads. Null if this thread computes alone. */
    private readonly team: GradientTeam | null = null,
  ) {
    const { recipe, shape, labels, labelNames, seed, resume, split } = options;
    this.prepared = prepareClips(recipe.input, toClipTable(options.features, shape));
    this.standardizer = fitStandardizer(this.prepared, split.train);
    this.classWeights = classWeightsOf(recipe.classWeights, labels, split.train, labelNames.length);
    this.fingerprint = trainingFingerprint(options, this.standardizer);
    if (resume && resume.fingerprint !== this.fingerprint) throw foreignCheckpoint();
    this.epoch = resume?.epoch ?? 0;
    const stream = (name: keyof RandomStates): Random =>
      resume ? new Random(resume.randomStates[name]) : Random.seeded(seed, name);
    const [shuffle, dropout, augmentation] = [stream('shuffle'), stream('dropout'), stream('augmentation')];
    this.random = { shuffle, dropout, augmentation };
    this.history = [...(resume?.history ?? [])];
    this.best = resume?.best ?? null;
    this.seconds = resume?.trainingSeconds ?? 0;
    const readShape = networkShape(recipe.input, shape);
    const start = resume ??
      options.start ?? { weights: initialWeights(recipe, readShape, labelNames.length, seed) };
    this.specs = weightSpecs(recipe, readShape, labelNames.length);
    this.kept =
      options.start?.keepsZeros === true ? createKeepMasks(tf, this.specs, options.start.weights) : null;
    this.optimizer = new Optimizer(tf, recipe, this.specs, start);
  }

  /** Returns the reason why no further epoch starts, or null if one does. */
  endReason(isAskedToEnd: boolean): EndReason | null {
    const { epochs, budgetMinutes, earlyStopEpochs } = this.options.recipe;
    if (this.epoch >= epochs) return 'epochs';
    if (isAskedToEnd && this.epoch > 0) return 'request';
    if (budgetMinutes !== null && this.seconds >= 60 * budgetMinutes) return 'budget';
    if (earlyStopEpochs !== null && this.epochsWithoutRise() >= earlyStopEpochs) return 'early-stop';
    return null;
  }

  async runEpoch(): Promise<EpochMetrics> {
    const { recipe, split } = this.options;
    const start = performance.now();
    const { loss, learningRate } = await this.learnAll();
    const learningSeconds = (performance.now() - start) / 1000;
    this.epoch++;
    const validation = await this.validate();
    this.seconds += (performance.now() - start) / 1000;
    const metrics: EpochMetrics = {
      epoch: this.epoch,
      epochs: recipe.epochs,
      loss,
      learningRate,
      validationLoss: validation?.loss ?? null,
      validationUar: validation?.uar ?? null,
      clipsPerSecond: split.train.length / learningSeconds,
    };
    this.history.push(metrics);
    return metrics;
  }

  checkpoint(): Checkpoint {
    const { shuffle, dropout, augmentation } = this.random;
    return {
      fingerprint: this.fingerprint,
      epoch: this.epoch,
      ...this.optimizer.download(),
      randomStates: { shuffle: shuffle.state, dropout: dropout.state, augmentation: augmentation.state },
      best: this.best,
      history: [...this.history],
      trainingSeconds: this.seconds,
    };
  }

  /** Returns the weights that the recipe keeps: those of the best epoch, or of the last. */
  result(): TrainingResult {
    const { standardizer, history, seconds, best } = this;
    const weights = best?.weights ?? this.optimizer.downloadKept();
    return { standardizer, weights, keptEpoch: best?.epoch ?? this.epoch, history, seconds };
  }

  dispose(): void {
    this.tf.dispose(this.kept?.filter((own) => own !== null) ?? []);
    this.optimizer.dispose();
  }

  /** Makes one pass over the shuffled train subset. */
  private async learnAll(): Promise<{ loss: number; learningRate: number }> {
    const { recipe, labels, split, signal, teacher = null } = this.options;
    const { prepared, standardizer, classWeights, random } = this;
    const source = { recipe, prepared, standardizer, labels, classWeights, teacher };
    const batches = buildEpochBatches(prepared, split.train, recipe, random.shuffle);
    const total = batches.reduce((sum, { length }) => sum + length, 0);
    let [lossSum, done, learningRate] = [0, 0, 0];
    for (const clips of batches) {
      signal?.throwIfAborted();
      const step = stepRateAt(recipe, this.epoch + done / total);
      const batch = buildLearningBatch(source, clips, random.augmentation);
      const loss = this.optimizer.learn((weights) => this.gradientsOf(weights, batch), step);
      if (!Number.isFinite(loss)) throw diverged(this.epoch + 1);
      lossSum += loss * clips.length;
      done += clips.length;
      learningRate = step.rate;
      await setImmediate();
    }
    return { loss: lossSum / total, learningRate };
  }

  private gradientsOf(weights: readonly Tensor[], batch: LearningBatch): LossAndGradients {
    const found = this.allGradientsOf(weights, batch);
    if (this.kept === null) return found;
    return { ...found, gradients: zeroPrunedGradients(this.tf, found.gradients, this.kept) };
  }

  private allGradientsOf(weights: readonly Tensor[], batch: LearningBatch): LossAndGradients {
    const { tf, specs, random, team } = this;
    if (team !== null) return team.lossAndGradients(weights, batch, random.dropout);
    const { recipe } = this.options;
    const passes = memberPasses(recipe, random.dropout);
    return lossAndGradients(tf, opsOf(tf), recipe, specs, weights, uploadBatch(tf, batch), passes);
  }

  /** Scores the validation subset, and keeps the weights if they are the best so far. */
  private async validate(): Promise<{ loss: number; uar: number } | null> {
    const { shape, recipe, labels, labelNames, split } = this.options;
    const { standardizer, prepared } = this;
    if (split.validation.length === 0) return null;
    const weights = this.optimizer.keptWeights;
    const network = { recipe, shape, weights, standardizer, classes: labelNames.length };
    const probabilities = await scoreClips(this.tf, network, prepared, split.validation, VALIDATION_BATCH);
    const truth = split.validation.map((clip) => labels[clip] ?? 0);
    const loss = meanCrossEntropy(probabilities, truth, labelNames.length);
    if (!Number.isFinite(loss)) throw diverged(this.epoch);
    const { uar } = evaluate(probabilities, truth, labelNames);
    if (recipe.keep === 'best-validation' && isBetter(loss, uar, this.best)) {
      const kept = this.optimizer.downloadKept();
      this.best = { epoch: this.epoch, validationUar: uar, validationLoss: loss, weights: kept };
    }
    return { loss, uar };
  }

  private epochsWithoutRise(): number {
    const uars = this.history.map(({ validationUar }) => validationUar ?? 0);
    return uars.length - 1 - uars.indexOf(Math.max(...uars));
  }
}

function isBetter(loss: number, uar: number, best: BestEpoch | null): boolean {
  if (!best) return true;
  return uar > best.validationUar || (uar === best.validationUar && loss < best.validationLoss);
}

function diverged(epoch: number): SerenadeError {
  return new SerenadeError(
    'training.diverged',
    `The loss stopped being a number in epoch ${epoch}. Lower the recipe's peak learning rate, or check the features.`,
    { epoch },
  );
}

function foreignCheckpoint(): SerenadeError {
  const message =
    'The checkpoint belongs to a training with another recipe, seed, split or data. Start anew.';
  return new SerenadeError('model.corrupt', message);
}
