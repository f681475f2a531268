import {
  MOST_STUDENT_PARAMETERS,
  SerenadeError,
  networkShape,
  type CompressionMethod,
} from '#libs/contracts';
import { chosenClips } from '../input/clip-table.js';
import { measureLatency, type Latency } from '../latency.js';
import { loadScorer, savedModelsOf, type LoadableModel } from '../loadable-model.js';
import type { Model } from '../model.js';
import { loadModel, saveModel } from '../model-file.js';
import { parameterCount, weightSpecs } from '../networks/registry.js';
import { createScorer, type Scorer } from '../predict.js';
import type { Tf } from '../tf.js';
import {
  testModel,
  trainAndTest,
  type TestedOutcome,
  type TrainAndTestOptions,
} from '../training/train-and-test.js';
import { pruned } from './prune.js';

/** What a model was before it was made smaller, measured in the same go as what became of it. */
export interface ParentModel {
  readonly testProbabilities: Float32Array; // [test clips, classes]
  /** Of an ensemble, the sums. */
  readonly parameters: number;
  readonly nonZero: number;
  readonly weightBytes: number;
  readonly latency: Latency;
}

export type CompressedOutcome = TestedOutcome & { readonly parent: ParentModel };

/** What is made smaller, and how. */
export interface Compression {
  readonly parent: LoadableModel;
  readonly method: CompressionMethod;
}

/** A training, or the compression that is asked for; `parent` is null of a training. */
export async function trainOrCompress(
  tf: Tf,
  compression: Compression | null,
  options: TrainAndTestOptions,
): Promise<TestedOutcome & { readonly parent: ParentModel | null; readonly nonZero: number }> {
  const outcome =
    compression === null
      ? { ...(await trainAndTest(tf, options)), parent: null }
      : await compressAndTest(tf, compression.parent, compression.method, options);
  return { ...outcome, nonZero: nonZeroOf(outcome.model) };
}

/**
 * Makes a model smaller and tests it as its parent was. The split has to be the parent's: what the parent has learned must
 * not be tested. `recipe` is the student's, or that of the fine-tuning.
 *
 * @throws SerenadeError `model.not_compressible` for an ensemble that is pruned or quantized, and for a student that is too
 * large or knows other labels; else as `trainModel`
 */
export async function compressAndTest(
  tf: Tf,
  parent: LoadableModel,
  method: CompressionMethod,
  options: TrainAndTestOptions,
): Promise<CompressedOutcome> {
  const scorer = await loadScorer(parent, (model) => Promise.resolve(createScorer(tf, model)));
  try {
    const outcome = await compressed(tf, parent, scorer, method, options);
    return { ...outcome, parent: await measured(tf, parent, scorer, options) };
  } finally {
    scorer.dispose();
  }
}

async function compressed(
  tf: Tf,
  parent: LoadableModel,
  teacher: Scorer,
  method: CompressionMethod,
  options: TrainAndTestOptions,
): Promise<TestedOutcome> {
  if (method.kind === 'distill') return distilled(tf, parent, teacher, method, options);
  const model = networkOf(parent, method);
  requireLabels(model.labels, options.labelNames);
  const { recipe, shape, labelNames } = options;
  if (method.kind === 'prune') {
    const specs = weightSpecs(recipe, networkShape(recipe.input, shape), labelNames.length);
    const weights = pruned(model.weights, specs, method.sparsity);
    return trainAndTest(tf, { ...options, start: { weights, keepsZeros: true } });
  }
  // What is tested is what is stored.
  const quantized = loadModel(saveModel({ ...model, precision: method.precision }));
  return {
    ...(await testModel(tf, quantized, options)),
    model: quantized,
    bestEpoch: 0,
    history: [],
    endedBy: 'epochs',
    parameters: parametersOf(quantized),
    trainingSeconds: 0,
    resumedFromEpoch: null,
  };
}

/** The teacher hears the training clips alone. */
async function distilled(
  tf: Tf,
  parent: LoadableModel,
  teacher: Scorer,
  { temperature, softShare }: Extract<CompressionMethod, { kind: 'distill' }>,
  options: TrainAndTestOptions,
): Promise<TestedOutcome> {
  const { features, shape, split, labels, labelNames, recipe } = options;
  requireLabels(parent.kind === 'network' ? loadModel(parent.saved).labels : parent.labels, labelNames);
  const classes = labelNames.length;
  const parameters = parameterCount(recipe, networkShape(recipe.input, shape), classes);
  if (parameters > MOST_STUDENT_PARAMETERS) {
    throw new SerenadeError(
      'model.not_compressible',
      `The student has ${parameters} parameters, and may have ${MOST_STUDENT_PARAMETERS}. Give its recipe fewer units or channels.`,
    );
  }
  const said = await teacher.predict(chosenClips(features, shape, split.train));
  const probabilities = new Float32Array(labels.length * classes).fill(1 / classes);
  split.train.forEach((clip, row) =>
    probabilities.set(said.subarray(row * classes, (row + 1) * classes), clip * classes),
  );
  return trainAndTest(tf, { ...options, teacher: { probabilities, temperature, share: softShare } });
}

async function measured(
  tf: Tf,
  parent: LoadableModel,
  scorer: Scorer,
  { features, shape, split }: TrainAndTestOptions,
): Promise<ParentModel> {
  const saved = savedModelsOf(parent);
  const models = saved.map(loadModel);
  const latencies = models.map((model) => measureLatency(tf, model));
  return {
    testProbabilities: await scorer.predict(chosenClips(features, shape, split.test)),
    parameters: sum(models.map(parametersOf)),
    nonZero: sum(models.map(nonZeroOf)),
    weightBytes: sum(saved.map(({ weights }) => weights.length)),
    latency: {
      perClipMsBatch1: sum(latencies.map(({ perClipMsBatch1 }) => perClipMsBatch1)),
      perClipMsBatch64: sum(latencies.map(({ perClipMsBatch64 }) => perClipMsBatch64)),
    },
  };
}

/** Numbers of a model that are not 0. */
function nonZeroOf({ weights }: Model): number {
  return sum(weights.map(({ values }) => values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0)));
}

function networkOf(parent: LoadableModel, { kind }: CompressionMethod): Model {
  if (parent.kind === 'network') return loadModel(parent.saved);
  throw new SerenadeError(
    'model.not_compressible',
    `An ensemble has no weights of its own to ${kind}. Distill it, or ${kind} its members.`,
  );
}

function requireLabels(known: readonly string[], wanted: readonly string[]): void {
  if (known.join('\n') === wanted.join('\n')) return;
  throw new SerenadeError(
    'model.not_compressible',
    `The parent knows ${known.join(', ')}, and the corpus has ${wanted.join(', ')}.`,
  );
}

function parametersOf({ recipe, shape, labels }: Model): number {
  return parameterCount(recipe, networkShape(recipe.input, shape), labels.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
