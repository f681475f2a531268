import {
  archiveIndex,
  asSerenadeError,
  checkTrainable,
  isOver,
  modelCard,
  modelIdOfRun,
  SerenadeError,
  type Evaluation,
  type ModelAnswers,
  type TrainingRunRecord,
} from '#libs/contracts';
import { makeSplit, type Split } from '#libs/corpus';
import { assess, evaluate, toScoredPart } from '#libs/evaluation';
import { decodeCheckpoint } from '#libs/model';
import type { Counts, HandledJob } from '#libs/queue';
import {
  Records,
  archiveKeys,
  getJson,
  putJson,
  readDefinition,
  trainingKeys,
  type ObjectStore,
} from '#libs/storage';
import { meanOfRows, rowsOfClips } from './clip-rows.js';
import { assembleDataset, domainOfClips, type Dataset } from './dataset.js';
import type { TrainAnswer, TrainTask } from './engine-messages.js';
import type { Platform } from './platform.js';
import { readModel } from './read-model.js';
import { registerModel } from './register-model.js';
import { RunWatch } from './run-watch.js';

/**
 * Trains the model of a run whose corpus is extracted, and registers it. A job that was killed goes on at the last
 * epoch's checkpoint; one that is cancelled ends at its next batch.
 */
export async function train(platform: Platform, job: HandledJob<'train'>): Promise<Counts> {
  const { store, ledger, gpu } = platform;
  const { runId } = job.data;
  const run = await ledger.training.find(runId);
  const state = await ledger.state(runId);
  if (run === null || state === null || run.launch !== job.data.launch) return { skipped: 1 };
  if (isOver(state)) {
    await ledger.settle(runId);
    return { skipped: 1 };
  }
  if (state === 'cancelling') return endCancelled(platform, runId);
  if (await ledger.isStopped(job.data)) return { skipped: 1 }; // paused: a resumption comes with jobs of its own
  if ((await store.head(trainingKeys.report(runId))) !== null) return complete(platform, run); // killed at its very end

  await getJson(store, archiveKeys.index(run.archiveId), archiveIndex); // without it the corpus was never extracted
  checkTrainable(run.resolvedRecipe, await readDefinition(store, run.featureSetId));
  await ledger.move(runId, 'training');
  const dataset = await assembleDataset(store, run);
  // The split is stored once; a resumed training makes the same one from the same seed.
  const split = await splitOnce(store, run, dataset);
  const compression = await compressionOf(store, run, split);
  const resume = await findCheckpoint(store, runId);
  if (resume !== null) await ledger.live.publish(runId, { type: 'checkpoint.resumed', epoch: resume.epoch });

  using watch = new RunWatch(ledger, job.data, job.draining);
  try {
    const answer = await gpu.train(
      {
        features: dataset.features,
        shape: dataset.shape,
        featureSetId: run.featureSetId,
        labels: dataset.labels,
        labelNames: dataset.labelNames,
        split: rowsOfSplit(dataset, split),
        recipe: run.resolvedRecipe,
        seed: run.seed,
        resume: resume?.bytes ?? null,
        compression,
      },
      {
        signal: watch.signal,
        onEpoch: async (metrics, checkpoint) => {
          await store.put(trainingKeys.checkpoint(runId), checkpoint);
          await ledger.live.finishEpoch(runId, metrics);
          return (await store.head(trainingKeys.endRequest(runId))) === null ? 'go-on' : 'end';
        },
      },
    );
    await ledger.move(runId, 'finishing');
    const answers = answersOf(dataset, split, answer);
    await registerModel(store, {
      run,
      dataset,
      answer,
      answers,
      parent: parentEvaluation(dataset, split, answer),
      split: split.report,
      ...assess(toScoredPart(answers.validation), toScoredPart(answers.test), dataset.labelNames),
      domain: domainOfClips(dataset, split.train),
      engine: gpu.engine,
    });
    return await complete(platform, run);
  } catch (error) {
    if (watch.isDraining) return await job.handBack();
    if (asSerenadeError(error).code === 'run.cancelled') return await endStopped(platform, runId);
    throw error;
  }
}

/** The parent of a compression, once it is sure that the split has the parent's test clips. */
async function compressionOf(
  store: ObjectStore,
  { compression }: TrainingRunRecord,
  split: Split,
): Promise<TrainTask['compression']> {
  if (compression === null) return null;
  const { parentModelId, method } = compression;
  const card = await new Records(store, 'models', modelCard).find(parentModelId);
  if (card === null) throw new SerenadeError('model.not_found', `The model ${parentModelId} is gone.`);
  if (card.split?.hash === split.report.hash) return { parent: await readModel(store, card), method };
  throw new SerenadeError(
    'split.leak',
    `The split is not the one that ${parentModelId} was trained on: it may have learned what would be tested. Was the archive changed?`,
  );
}

/** The split is decided once: a resumed run must go on with the same. */
async function splitOnce(store: ObjectStore, run: TrainingRunRecord, dataset: Dataset): Promise<Split> {
  const { utterances, contentHashes } = dataset;
  const { corpus, split: name, fold, seed, resolvedRecipe } = run;
  const { validationShare } = resolvedRecipe;
  const split = makeSplit({ corpus, utterances, contentHashes, split: name, fold, seed, validationShare });
  const part = (positions: readonly number[]) =>
    positions.map((position) => utterances[position]?.name ?? '');
  await putJson(store, trainingKeys.split(run.id), {
    v: 1,
    ...split.report,
    clips: { train: part(split.train), validation: part(split.validation), test: part(split.test) },
  });
  return split;
}

async function findCheckpoint(
  store: ObjectStore,
  runId: string,
): Promise<{ bytes: Uint8Array; epoch: number } | null> {
  const bytes = await store.find(trainingKeys.checkpoint(runId));
  return bytes === null ? null : { bytes, epoch: decodeCheckpoint(bytes).epoch };
}

/** A split deals out clips; what is learned are their rows. */
function rowsOfSplit({ rows }: Dataset, { train, validation, test }: Split) {
  return {
    train: rowsOfClips(rows, train),
    validation: rowsOfClips(rows, validation),
    test: rowsOfClips(rows, test),
  };
}

/** Of clips, each judged by all of its rows. */
function answersOf(
  { rows, labels, labelNames, utterances, contentHashes }: Dataset,
  split: Split,
  { validationProbabilities, testProbabilities }: TrainAnswer,
): ModelAnswers {
  const part = (clips: readonly number[], probabilities: Float32Array) => ({
    clips: clips.map((clip) => contentHashes[clip] ?? ''),
    truth: clips.map((clip) => labels[rows.starts[clip] ?? -1] ?? -1),
    speakers: clips.map((clip) => utterances[clip]?.speaker ?? null),
    genders: clips.map((clip) => utterances[clip]?.gender ?? null),
    probabilities: Array.from(meanOfRows(rows, clips, probabilities, labelNames.length)),
  });
  return {
    v: 1,
    labels: [...labelNames],
    validation: part(split.validation, validationProbabilities),
    test: part(split.test, testProbabilities),
  };
}

/** What the parent of a compression does on the same test clips. */
function parentEvaluation(
  { rows, labels, labelNames }: Dataset,
  { test }: Split,
  { parent }: TrainAnswer,
): Evaluation | null {
  if (parent === null) return null;
  const probabilities = meanOfRows(rows, test, parent.testProbabilities, labelNames.length);
  return evaluate(
    probabilities,
    test.map((clip) => labels[rows.starts[clip] ?? -1] ?? -1),
    labelNames,
  );
}

async function complete({ store, ledger }: Platform, run: TrainingRunRecord): Promise<Counts> {
  const modelId = modelIdOfRun(run.id);
  await ledger.live.publish(run.id, { type: 'model.registered', modelId });
  await ledger.end(run.id, 'completed', null, { modelId });
  await forget(store, run.id);
  return { trained: 1 };
}

/** A training that was paused keeps its checkpoint, and goes on there. */
async function endStopped(platform: Platform, runId: string): Promise<Counts> {
  const state = await platform.ledger.state(runId);
  return state === 'cancelling' ? endCancelled(platform, runId) : { stopped: 1 };
}

async function endCancelled({ ledger, store }: Platform, runId: string): Promise<Counts> {
  await ledger.end(runId, 'cancelled');
  await forget(store, runId);
  return { cancelled: 1 };
}

/** Removes what only an unfinished training needs. */
async function forget(store: ObjectStore, runId: string): Promise<void> {
  await store.delete(trainingKeys.checkpoint(runId));
  await store.delete(trainingKeys.endRequest(runId));
}
