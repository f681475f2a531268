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
import type { LearningBatch } from '../learning-batch.js';
import { gradientsOfMembers, type LossAndGradients } from '../loss.js';
import { uploadBatch } from '../upload-batch.js';
import { joined } from './join.js';
import type { HelperData, HelperReply, HelperTask } from './messages.js';
import { cutBatch, type Piece } from './pieces.js';
import { SharedGradients } from './shared-gradients.js';

/** A piece takes milliseconds to seconds; a helper that is silent for so long is taken for dead. */
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
 * Works a batch out on several threads, each with an engine of its own. Members of an ensemble go to threads whole where
 * they can be shared out evenly, and the weights are those of one thread. Else each thread takes a slice of the clips,
 * and the gradients are added in the order of the slices, weighted by their clips: the same seed and number of threads
 * give the same bytes, another number of threads gives others; batch norms normalise over the slice, and observe the
 * moments of the whole batch.
 *
 * Threads divide batches rather than operations: every operation gets faster, the optimizer and the random numbers
 * stay on one thread, and only gradients cross. The price is that the last digits depend on the number of threads.
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
    const [own, ...others] = cutBatch(batch, recipe, threads, random);
    if (own === undefined) throw new RangeError('A batch has at least one clip');
    this.#step++;
    const ops = opsOf(tf);
    this.specs.forEach(({ name }, at) => ops.readInto(elementAt(weights, at), this.memory.weight(name)));
    others.forEach((piece, helper) => this.send(helper, piece));
    const inputs = uploadBatch(tf, own.batch);
    const first = gradientsOfMembers(tf, ops, recipe, this.specs, weights, inputs, own.passes);
    for (const helper of others.keys()) {
      if (!this.memory.wait(helper, this.#step, HELPER_TIMEOUT_MS)) throw this.silence(helper);
    }
    const { specs, memory } = this;
    return joined({ tf, recipe, specs, memory }, { ...own, ...first }, others);
  }

  async stop(): Promise<void> {
    await Promise.all(this.helpers.map((helper) => helper.terminate()));
  }

  private send(helper: number, { batch, passes }: Piece): void {
    const members = passes.map(({ member, random }) => ({ member, random: random.state }));
    const task: HelperTask = { step: this.#step, batch, passes: members };
    this.helpers[helper]?.postMessage(task);
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
