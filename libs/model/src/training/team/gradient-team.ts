import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SerenadeError, type EngineName, type Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { elementAt } from '../../element-at.js';
import type { FeatureShape } from '../../feature-shape.js';
import type { WeightSpec } from '../../networks/network.js';
import { weightSpecs } from '../../networks/registry.js';
import { opsOf } from '../../ops/engine-ops.js';
import type { Tensor, Tf } from '../../tf.js';
import { type LearningBatch, uploadBatch } from '../learning-batch.js';
import { lossAndGradients, type LossAndGradients } from '../loss.js';
import { joinPieces } from './join.js';
import type { HelperData, HelperReply, HelperTask } from './messages.js';
import { cutBatch, type Piece } from './pieces.js';
import { SharedGradients } from './shared-gradients.js';

/** A piece takes milliseconds to seconds. A helper that does not reply within this time is considered dead. */
const HELPER_TIMEOUT_MS = 120_000;

/** Threads run built JavaScript. Tests run TypeScript, and take the thread's file from `dist/` (`npm run build`). */
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
  /** The shape of the network's input. */
  readonly shape: FeatureShape;
  readonly classes: number;
  /** The number of threads in the team, including this one; at least 2. */
  readonly threads: number;
}

/**
 * Computes a batch on several threads, each with its own engine.
 *
 * If the members of an ensemble divide evenly among the threads, each thread computes whole members, and the weights
 * are those of one thread. Otherwise each thread takes a slice of the clips, and the gradients are added in the order
 * of the slices, weighted by their clips. The same seed and number of threads then produce the same bytes; another
 * number changes the last digits. Batch norms normalize over the slice and measure the moments of the whole batch.
 *
 * Threads divide batches and not operations: this speeds up every operation, keeps the optimizer and the random numbers
 * on one thread, and transfers only gradients.
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
      await Promise.all(workers.map(waitUntilReady));
    } catch (cause) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw new SerenadeError('engine.unavailable', 'A training thread did not start.', {}, { cause });
    }
    for (const worker of workers) {
      worker.on('message', (reply: HelperReply) => {
        if (reply.type === 'failed') failures.push(reply.message);
      });
      worker.on('error', (error) => failures.push(error instanceof Error ? error.message : String(error)));
    }
    return new GradientTeam(options, specs, new SharedGradients(shared, specs, helpers), workers, failures);
  }

  /** Does the same as `lossAndGradients` for the whole batch. Call in `tf.tidy`. It blocks the thread. */
  lossAndGradients(weights: readonly Tensor[], batch: LearningBatch, random: Random): LossAndGradients {
    const { tf, recipe, threads } = this.options;
    const [own, ...others] = cutBatch(batch, recipe, threads, random);
    if (own === undefined) throw new RangeError('A batch must contain at least one clip');
    this.#step++;
    const ops = opsOf(tf);
    this.specs.forEach(({ name }, at) => ops.readInto(elementAt(weights, at), this.memory.weight(name)));
    others.forEach((piece, helper) => this.send(helper, piece));
    const inputs = uploadBatch(tf, own.batch);
    const first = lossAndGradients(tf, ops, recipe, this.specs, weights, inputs, own.passes);
    for (const helper of others.keys()) {
      if (!this.memory.wait(helper, this.#step, HELPER_TIMEOUT_MS)) throw this.failureOf(helper);
    }
    const { specs, memory } = this;
    return joinPieces({ tf, recipe, specs, memory }, { ...own, ...first }, others);
  }

  async stop(): Promise<void> {
    await Promise.all(this.helpers.map((helper) => helper.terminate()));
  }

  private send(helper: number, { batch, passes }: Piece): void {
    const members = passes.map(({ member, random }) => ({ member, random: random.state }));
    const task: HelperTask = { step: this.#step, batch, passes: members };
    this.helpers[helper]?.postMessage(task);
  }

  private failureOf(helper: number): SerenadeError {
    const reason = this.failures.at(-1) ?? `thread ${helper + 2} did not respond`;
    return new SerenadeError('internal.error', `A training thread failed: ${reason}.`);
  }
}

function waitUntilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`It exited with code ${code}.`)));
  });
}
