import { setImmediate } from 'node:timers/promises';
import { SerenadeError, type EpochMetrics } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { initialWeights } from './architectures.js';
import { trainingFingerprint, type BestEpoch, type Checkpoint } from './checkpoint.js';
import { dropoutMasks } from './dropout.js';
import { uploadSequence } from './engine-weights.js';
import { evaluate, meanCrossEntropy } from './evaluate.js';
import { learningRateAt } from './learning-rate.js';
import type { WeightTensor } from './model.js';
import type { LabelledBatch } from './network.js';
import { Optimizer } from './optimizer.js';
import { scoreClips } from './predict.js';
import { fitStandardizer, standardizedFrames, type Standardizer } from './standardizer.js';
import type { Tf } from './tf.js';
import type { TrainOptions } from './train-options.js';

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
  /** Epochs that are done. */
  epoch: number;
  private readonly standardizer: Standardizer;
  private readonly fingerprint: string;
  private readonly optimizer: Optimizer;
  private readonly shuffle: Random;
  private readonly dropout: Random;
  private readonly history: EpochMetrics[];
  private best: BestEpoch | null;
  private seconds: number;

  constructor(
    private readonly tf: Tf,
    private readonly options: TrainOptions,
  ) {
    const { recipe, shape, labelNames, seed, resume, split } = options;
    this.standardizer = fitStandardizer(options.features, shape, split.train);
    this.fingerprint = trainingFingerprint(options, this.standardizer);
    if (resume && resume.fingerprint !== this.fingerprint) throw foreignCheckpoint();
    this.epoch = resume?.epoch ?? 0;
    this.shuffle = resume ? new Random(resume.shuffleState) : Random.seeded(seed, 'shuffle');
    this.dropout = resume ? new Random(resume.dropoutState) : Random.seeded(seed, 'dropout');
    this.history = [...(resume?.history ?? [])];
    this.best = resume?.best ?? null;
    this.seconds = resume?.trainingSeconds ?? 0;
    const start = resume ?? { weights: initialWeights(recipe, shape, labelNames.length, seed) };
    this.optimizer = new Optimizer(tf, recipe, start);
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
    return {
      fingerprint: this.fingerprint,
      epoch: this.epoch,
      ...this.optimizer.download(),
      shuffleState: this.shuffle.state,
      dropoutState: this.dropout.state,
      best: this.best,
      history: [...this.history],
      trainingSeconds: this.seconds,
    };
  }

  /** The weights that the recipe keeps: those of the best epoch, or of the last. */
  result(): TrainingResult {
    const { standardizer, history, seconds, best } = this;
    const weights = best?.weights ?? this.optimizer.downloadWeights();
    return { standardizer, weights, keptEpoch: best?.epoch ?? this.epoch, history, seconds };
  }

  dispose(): void {
    this.optimizer.dispose();
  }

  /** One pass over the shuffled training part; the last short batch is learned too. */
  private async learnAll(): Promise<{ loss: number; learningRate: number }> {
    const { recipe, split, signal } = this.options;
    const order = this.shuffle.shuffled(split.train);
    let lossSum = 0;
    let learningRate = 0;
    for (let start = 0; start < order.length; start += recipe.batchSize) {
      signal?.throwIfAborted();
      const clips = order.slice(start, start + recipe.batchSize);
      learningRate = learningRateAt(recipe, this.epoch + start / order.length);
      const loss = this.optimizer.learn(() => this.batchOf(clips), learningRate);
      if (!Number.isFinite(loss)) throw diverged(this.epoch + 1);
      lossSum += loss * clips.length;
      await setImmediate();
    }
    return { loss: lossSum / order.length, learningRate };
  }

  private batchOf(clips: readonly number[]): LabelledBatch {
    const { tf, options } = this;
    const { features, shape, labels, recipe } = options;
    const truth = clips.map((clip) => labels[clip] ?? 0);
    const { dropout: rate, units } = recipe;
    const masks = rate === 0 ? null : dropoutMasks(rate, shape.frames, clips.length, units, this.dropout);
    return {
      frames: uploadSequence(tf, standardizedFrames(features, shape, clips, this.standardizer), clips.length),
      labels: tf.tensor1d(truth, 'int32'),
      dropoutMasks: masks && uploadSequence(tf, masks, clips.length),
    };
  }

  /** Scores the validation part, and keeps the weights when they are the best so far. */
  private async validate(): Promise<{ loss: number; uar: number } | null> {
    const { features, shape, recipe, labels, labelNames, split } = this.options;
    if (split.validation.length === 0) return null;
    const { weights } = this.optimizer;
    const network = { recipe, shape, weights, standardizer: this.standardizer, classes: labelNames.length };
    const probabilities = await scoreClips(this.tf, network, features, split.validation, VALIDATION_BATCH);
    const truth = split.validation.map((clip) => labels[clip] ?? 0);
    const loss = meanCrossEntropy(probabilities, truth, labelNames.length);
    if (!Number.isFinite(loss)) throw diverged(this.epoch);
    const { uar } = evaluate(probabilities, truth, labelNames);
    if (recipe.keep === 'best-validation' && isBetter(loss, uar, this.best)) {
      const kept = this.optimizer.downloadWeights();
      this.best = { epoch: this.epoch, validationUar: uar, validationLoss: loss, weights: kept };
    }
    return { loss, uar };
  }
}

function isBetter(loss: number, uar: number, best: BestEpoch | null): boolean {
  if (!best) return true;
  return uar > best.validationUar || (uar === best.validationUar && loss < best.validationLoss);
}

function diverged(epoch: number): SerenadeError {
  return new SerenadeError(
    'training.diverged',
    `The loss is no longer a number in epoch ${epoch}. Lower the recipe's peak learning rate, or look for broken features.`,
    { epoch },
  );
}

function foreignCheckpoint(): SerenadeError {
  return new SerenadeError(
    'model.corrupt',
    'The checkpoint belongs to a training with another recipe, seed, split or data. Start without it.',
  );
}
