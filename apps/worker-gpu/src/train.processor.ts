import {
  archiveIndex,
  asSerenadeError,
  checkTrainable,
  isOver,
  modelIdOfRun,
  SerenadeError,
  type TrainingRunRecord,
} from '#libs/contracts';
import { makeSplit, type Split } from '#libs/corpus';
import {
  collectPredictions,
  describeSplit,
  splitRows,
  type TrainResult,
  type TrainTask,
  type TrainingRequest,
  type TrainingSet,
} from '#libs/learning';
import { decodeCheckpoint } from '#libs/model';
import type { Counts, HandledJob } from '#libs/queue';
import { archiveKeys, getJson, putJson, readDefinition, trainingKeys, type ObjectStore } from '#libs/storage';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { readCard, readModel } from './read-model.js';
import { readTrainingSet } from './read-training-set.js';
import { registerModel } from './register-model.js';
import { RunWatch } from './run-watch.js';

/**
 * Trains the model of a run whose corpus is extracted, and registers it. If the worker is killed, the next attempt
 * resumes from the checkpoint of the last epoch. A cancelled training ends before its next batch.
 */
export async function train(context: GpuWorkerContext, job: HandledJob<'train'>): Promise<Counts> {
  const { store, ledger, gpu } = context;
  const { runId } = job.data;
  const run = await ledger.training.find(runId);
  const state = await ledger.state(runId);
  if (run === null || state === null || run.launch !== job.data.launch) return { skipped: 1 };
  if (isOver(state)) {
    await ledger.settle(runId);
    if (state !== 'failed') await forget(store, runId); // a failed run keeps its checkpoint and may be resumed
    return { skipped: 1 };
  }
  if (state === 'cancelling') return endCancelled(context, runId);
  if (await ledger.isStopped(job.data)) return { skipped: 1 }; // paused: resuming enqueues another job
  // The report is written last, so all other objects are stored.
  if ((await store.head(trainingKeys.report(runId))) !== null) return complete(context, run);

  await getJson(store, archiveKeys.index(run.archiveId), archiveIndex); // without it the corpus was never extracted
  const request = await requestOf(store, run);
  checkTrainable(request.recipe, request.featureSet);
  await ledger.move(runId, 'training');
  const set = await readTrainingSet(store, run);
  const split = await splitOnce(store, run, set);
  using watch = new RunWatch(ledger, job.data, job.draining);
  try {
    const answer = await trainOn(context, run, set, split, watch.signal);
    await ledger.move(runId, 'finishing');
    const answers = collectPredictions(set, split, answer);
    await registerModel(store, run, { request, set, split, answer, answers, engine: gpu.engine });
    return await complete(context, run);
  } catch (error) {
    if (watch.isDraining) return await job.handBack();
    if (asSerenadeError(error).code === 'run.cancelled') return await endStopped(context, runId);
    throw error;
  }
}

/** Trains from the last checkpoint, if there is one, and stores a checkpoint after each epoch. */
async function trainOn(
  { store, ledger, gpu }: GpuWorkerContext,
  run: TrainingRunRecord,
  set: TrainingSet,
  split: Split,
  signal: AbortSignal,
): Promise<TrainResult> {
  const { id: runId, featureSetId, resolvedRecipe: recipe, seed } = run;
  const compression = await compressionOf(store, run, split);
  const resume = await findCheckpoint(store, runId);
  if (resume !== null) await ledger.live.publish(runId, { type: 'checkpoint.resumed', epoch: resume.epoch });
  const { features, shape, labels, labelNames } = set;
  const task = { features, shape, labels, labelNames, featureSetId, recipe, seed };
  return gpu.train(
    { ...task, split: splitRows(set, split), resume: resume?.bytes ?? null, compression },
    {
      signal,
      onEpoch: async (metrics, checkpoint) => {
        await store.put(trainingKeys.checkpoint(runId), checkpoint);
        await ledger.live.finishEpoch(runId, metrics);
        return (await store.head(trainingKeys.endRequest(runId))) === null ? 'go-on' : 'end';
      },
    },
  );
}

async function requestOf(store: ObjectStore, run: TrainingRunRecord): Promise<TrainingRequest> {
  const { id: runId, featureSetId, resolvedRecipe: recipe, seed, compression } = run;
  const featureSet = await readDefinition(store, featureSetId);
  return { runId, modelId: modelIdOfRun(runId), featureSet, recipe, seed, compression };
}

/** Reads the parent of a compression. @throws SerenadeError `split.leak` unless the parent had the same split */
async function compressionOf(
  store: ObjectStore,
  { compression }: TrainingRunRecord,
  split: Split,
): Promise<TrainTask['compression']> {
  if (compression === null) return null;
  const { parentModelId, method } = compression;
  const card = await readCard(store, parentModelId);
  if (card.split?.hash === split.report.hash) return { parent: await readModel(store, card), method };
  throw new SerenadeError(
    'split.leak',
    `The split is not the one that ${parentModelId} was trained on: it may have learned what would be tested. Was the archive changed?`,
  );
}

/** Creates and records the run's split. Each attempt creates the same split. */
async function splitOnce(store: ObjectStore, run: TrainingRunRecord, set: TrainingSet): Promise<Split> {
  const { utterances, contentHashes } = set;
  const { corpus, split: name, fold, seed, resolvedRecipe } = run;
  const { validationShare } = resolvedRecipe;
  const split = makeSplit({ corpus, utterances, contentHashes, split: name, fold, seed, validationShare });
  await putJson(store, trainingKeys.split(run.id), describeSplit(set, split));
  return split;
}

async function findCheckpoint(
  store: ObjectStore,
  runId: string,
): Promise<{ bytes: Uint8Array; epoch: number } | null> {
  const bytes = await store.find(trainingKeys.checkpoint(runId));
  return bytes === null ? null : { bytes, epoch: decodeCheckpoint(bytes).epoch };
}

async function complete({ store, ledger }: GpuWorkerContext, run: TrainingRunRecord): Promise<Counts> {
  const modelId = modelIdOfRun(run.id);
  await ledger.live.publish(run.id, { type: 'model.registered', modelId });
  await ledger.end(run.id, 'completed', null, { modelId });
  await forget(store, run.id);
  return { trained: 1 };
}

/** Ends a stopped training. A paused training keeps its checkpoint and resumes from it. */
async function endStopped(context: GpuWorkerContext, runId: string): Promise<Counts> {
  const state = await context.ledger.state(runId);
  return state === 'cancelling' ? endCancelled(context, runId) : { stopped: 1 };
}

async function endCancelled({ ledger, store }: GpuWorkerContext, runId: string): Promise<Counts> {
  await ledger.end(runId, 'cancelled');
  await forget(store, runId);
  return { cancelled: 1 };
}

/** Deletes the objects that only an unfinished training needs. */
async function forget(store: ObjectStore, runId: string): Promise<void> {
  await store.delete(trainingKeys.checkpoint(runId));
  await store.delete(trainingKeys.endRequest(runId));
}
