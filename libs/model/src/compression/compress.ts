import {
  MOST_STUDENT_PARAMETERS,
  SerenadeError,
  networkShape,
  type CompressionMethod,
} from '#libs/contracts';
import { selectClips } from '../input/clip-table.js';
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
import { pruneWeights } from './prune.js';

/** The parent's results. They are measured in the same process as the compressed model's. */
export interface ParentModel {
  readonly testProbabilities: Float32Array; // [test clips, classes]
  /** This and the following numbers are sums over the members if the parent is an ensemble. */
  readonly parameters: number;
  readonly nonZero: number;
  readonly weightBytes: number;
  readonly latency: Latency;
}

export type CompressedOutcome = TestedOutcome & { readonly parent: ParentModel };

/** A parent model and the method to compress it. */
export interface Compression {
  readonly parent: LoadableModel;
  readonly method: CompressionMethod;
}

/** Trains a model, or compresses one if `compression` is given. `parent` is null after a training. */
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
 * Compresses a model and tests it on its parent's split, so that the parent was not trained on any test utterance.
 * `recipe` describes the student or the fine-tuning.
 *
 * @throws SerenadeError `model.not_compressible` for pruning or quantizing an ensemble, for a student that is too
 * large, and for labels that differ from the parent's; also the errors of `trainModel`
 */
export async function compressAndTest(
  tf: Tf,
  parent: LoadableModel,
  method: CompressionMethod,
  options: TrainAndTestOptions,
): Promise<CompressedOutcome> {
  const scorer = await loadScorer(parent, (model) => Promise.resolve(createScorer(tf, model)));
  try {
    const outcome = await applyMethod(tf, parent, scorer, method, options);
    return { ...outcome, parent: await measureParent(tf, parent, scorer, options) };
  } finally {
    scorer.dispose();
  }
}

async function applyMethod(
  tf: Tf,
  parent: LoadableModel,
  teacher: Scorer,
  method: CompressionMethod,
  options: TrainAndTestOptions,
): Promise<TestedOutcome> {
  if (method.kind === 'distill') return distill(tf, parent, teacher, method, options);
  const model = requireNetwork(parent, method);
  requireLabels(model.labels, options.labelNames);
  const { recipe, shape, labelNames } = options;
  if (method.kind === 'prune') {
    const specs = weightSpecs(recipe, networkShape(recipe.input, shape), labelNames.length);
    const weights = pruneWeights(model.weights, specs, method.sparsity);
    return trainAndTest(tf, { ...options, start: { weights, keepsZeros: true } });
  }
  // Saving quantizes the weights, so the test uses the model as it is after saving and loading.
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

/** Trains a student on the teacher's predictions for the train subset. */
async function distill(
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
      `The student has ${parameters} parameters; the limit is ${MOST_STUDENT_PARAMETERS}. Use fewer units or channels in its recipe.`,
    );
  }
  const predicted = await teacher.predict(selectClips(features, shape, split.train));
  const probabilities = new Float32Array(labels.length * classes).fill(1 / classes);
  split.train.forEach((clip, row) =>
    probabilities.set(predicted.subarray(row * classes, (row + 1) * classes), clip * classes),
  );
  return trainAndTest(tf, { ...options, teacher: { probabilities, temperature, share: softShare } });
}

async function measureParent(
  tf: Tf,
  parent: LoadableModel,
  scorer: Scorer,
  { features, shape, split }: TrainAndTestOptions,
): Promise<ParentModel> {
  const saved = savedModelsOf(parent);
  const models = saved.map(loadModel);
  const latencies = models.map((model) => measureLatency(tf, model));
  return {
    testProbabilities: await scorer.predict(selectClips(features, shape, split.test)),
    parameters: sum(models.map(parametersOf)),
    nonZero: sum(models.map(nonZeroOf)),
    weightBytes: sum(saved.map(({ weights }) => weights.length)),
    latency: {
      perClipMsBatch1: sum(latencies.map(({ perClipMsBatch1 }) => perClipMsBatch1)),
      perClipMsBatch64: sum(latencies.map(({ perClipMsBatch64 }) => perClipMsBatch64)),
    },
  };
}

function nonZeroOf({ weights }: Model): number {
  return sum(weights.map(({ values }) => values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0)));
}

function requireNetwork(parent: LoadableModel, { kind }: CompressionMethod): Model {
  if (parent.kind === 'network') return loadModel(parent.saved);
  const message = `An ensemble has no weights of its own to ${kind}. Distill it, or ${kind} its members.`;
  throw new SerenadeError('model.not_compressible', message);
}

function requireLabels(known: readonly string[], wanted: readonly string[]): void {
  if (known.join('\n') === wanted.join('\n')) return;
  const message = `The parent's labels (${known.join(', ')}) differ from the corpus's (${wanted.join(', ')}).`;
  throw new SerenadeError('model.not_compressible', message);
}

function parametersOf({ recipe, shape, labels }: Model): number {
  return parameterCount(recipe, networkShape(recipe.input, shape), labels.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
