import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SerenadeError, type EngineName, type Recipe } from '#libs/contracts';
import type { Random } from '#libs/corpus';
import { elementAt } from '../../element-at.js';
import type { FeatureShape } from '../../model.js';
import type { WeightSpec } from '../../networks/network.js';
import { weightSpecs } from '../../networks/registry.js';
import { opsOf } from '../../ops/engine-ops.js';
import type { Tensor, Tf } from '../../tf.js';
import type { LearningBatch } from '../learning-batch.js';
import { lossAndGradients, type LossAndGradients, type ObservedMoments } from '../loss.js';
import { uploadBatch } from '../upload-batch.js';
import { sliceBatch, type BatchSlice } from './batch-slices.js';
import type { HelperData, HelperReply, HelperTask } from './messages.js';
import { SharedGradients } from './shared-gradients.js';

/** A slice takes milliseconds to seconds; a helper that is silent for so long is taken for dead. */
const HELPER_TIMEOUT_MS = 120_000;

/** Threads run built JavaScript: from a TypeScript source (tests) the file below `dist/`, which `npm run build` makes. */
const ENTRY = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts')
      ? '../../../../../dist/libs/model/src/training/team/gradient.thread.js'
      : './gradient.thread.js',
    import.meta.url,
  ),
);

export interface TeamOptions {
  readonly tf: Tf;
  readonly engine: EngineName;
  readonly recipe: Recipe;
  /** Of what the network reads. */
  readonly shape: FeatureShape;
  readonly classes: number;
  /** Of the team, this thread among them: at least 2. */
  readonly threads: number;
}

/**
 * Works a batch out on several threads, each with an engine of its own: each takes a slice, and the gradients are added
 * in the order of the slices, weighted by their clips. So the same seed and number of threads give the same bytes; another
 * number of threads gives others. Batch norms normalise over the slice, and observe the moments of the whole batch.
 */
export class GradientTeam {
  #step = 0;

  private constructor(
    private readonly options: TeamOptions,
    private readonly specs: readonly WeightSpec[],
    private readonly memory: SharedGradients,
    private readonly helpers: readonly Worker[],
    private readonly failures: readonly string[],
  ) {}

  /** @throws SerenadeError `engine.unavailable` when a helper cannot start */
  static async start(options: TeamOptions): Promise<GradientTeam> {
    const { engine, recipe, shape, classes } = options;
    const helpers = options.threads - 1;
    const specs = weightSpecs(recipe, shape, classes);
    const shared = new SharedArrayBuffer(SharedGradients.bytesFor(specs, helpers));
    const workers = Array.from({ length: helpers }, (_, helper) => {
      const workerData: HelperData = { engine, recipe, shape, classes, helper, helpers, shared };
      return new Worker(ENTRY, { workerData, execArgv: [] });
    });
    const failures: string[] = [];
    try {
      await Promise.all(workers.map(untilReady));
    } catch (cause) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw new SerenadeError(
        'engine.unavailable',
        'A thread of the training does not start.',
        {},
        { cause },
      );
    }
    for (const worker of workers) {
      worker.on('message', (reply: HelperReply) => {
        if (reply.type === 'failed') failures.push(reply.message);
      });
      worker.on('error', (error) => failures.push(error instanceof Error ? error.message : String(error)));
    }
    return new GradientTeam(options, specs, new SharedGradients(shared, specs, helpers), workers, failures);
  }

  /** As `lossAndGradients` of the whole batch. Call in `tf.tidy`; it blocks the thread. */
  lossAndGradients(weights: readonly Tensor[], batch: LearningBatch, random: Random): LossAndGradients {
    const { tf, recipe, threads } = this.options;
    const [own, ...others] = sliceBatch(batch, threads, random);
    if (own === undefined) throw new RangeError('A batch has at least one clip');
    this.#step++;
    const ops = opsOf(tf);
    this.specs.forEach(({ name }, at) => ops.readInto(elementAt(weights, at), this.memory.weight(name)));
    others.forEach((slice, helper) => this.send(helper, slice));
    const first = lossAndGradients(
      tf,
      ops,
      recipe,
      this.specs,
      weights,
      uploadBatch(tf, own.batch),
      own.random,
    );
    for (const helper of others.keys()) {
      if (!this.memory.wait(helper, this.#step, HELPER_TIMEOUT_MS)) throw this.silence(helper);
    }
    return this.joined(first, own, others);
  }

  async stop(): Promise<void> {
    await Promise.all(this.helpers.map((helper) => helper.terminate()));
  }

  private send(helper: number, { batch, random }: BatchSlice): void {
    const task: HelperTask = { step: this.#step, batch, random: random.state };
    this.helpers[helper]?.postMessage(task);
  }

  private joined(first: LossAndGradients, own: BatchSlice, others: readonly BatchSlice[]): LossAndGradients {
    const { tf } = this.options;
    const trained = this.specs.filter(({ isTrained }) => isTrained);
    const loss = others.reduce(
      (sum, { share }, helper) => sum + share * this.memory.lossOf(helper),
      own.share * (first.loss.dataSync()[0] ?? Number.NaN),
    );
    return {
      loss: tf.scalar(loss),
      gradients: first.gradients.map((gradient, at) =>
        this.weighted(gradient, own.share, others, trained[at]?.name ?? ''),
      ),
      moments: first.moments.map((moments) => this.momentsOf(moments, own, others)),
    };
  }

  /** A tensor of this thread and what the helpers found of it, each times its share, in order. */
  private weighted(first: Tensor, share: number, others: readonly BatchSlice[], name: string): Tensor {
    const found = others.map((slice, helper) => ({
      values: this.memory.found(helper, name),
      share: slice.share,
    }));
    return opsOf(this.options.tf).weightedSum(first, share, found);
  }

  /** Mean and variance of the whole batch from those of its slices: the variance of means adds to the mean variance. */
  private momentsOf(
    { layer, mean, variance }: ObservedMoments,
    own: BatchSlice,
    others: readonly BatchSlice[],
  ): ObservedMoments {
    const parts = [
      { share: own.share, mean: mean.dataSync(), variance: variance.dataSync() },
      ...others.map(({ share }, helper) => ({
        share,
        mean: this.memory.found(helper, `${layer}/moving_mean`),
        variance: this.memory.found(helper, `${layer}/moving_variance`),
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
    const { tf } = this.options;
    tf.dispose([mean, variance]);
    return {
      layer,
      mean: tf.keep(tf.tensor(Float32Array.from(total))),
      variance: tf.keep(tf.tensor(Float32Array.from(spread))),
    };
  }

  private silence(helper: number): SerenadeError {
    const reason = this.failures.at(-1) ?? `thread ${helper + 2} did not answer`;
    return new SerenadeError('internal.error', `A thread of the training failed: ${reason}.`);
  }
}

function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`It ended with code ${code}.`)));
  });
}
