import {
  archiveIndex,
  asSerenadeError,
  isOver,
  modelIdOfRun,
  type ModelAnswers,
  type TrainingRunRecord,
} from '#libs/contracts';
import { makeSplit, type Split } from '#libs/corpus';
import { assess, scoredPart } from '#libs/evaluation';
import { decodeCheckpoint } from '#libs/model';
import type { Counts, HandledJob } from '#libs/queue';
import { archiveKeys, getJson, putJson, trainingKeys, type ObjectStore } from '#libs/storage';
import { meanOfRows, rowsOfClips } from './clip-rows.js';
import { assembleDataset, domainOfClips, type Dataset } from './dataset.js';
import type { TrainAnswer } from './engine-messages.js';
import type { Platform } from './platform.js';
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
  await ledger.move(runId, 'training');
  const dataset = await assembleDataset(store, run);
  const split = await splitOnce(store, run, dataset);
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
      split: split.report,
      ...assess(scoredPart(answers.validation), scoredPart(answers.test), dataset.labelNames),
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
  const key = trainingKeys.checkpoint(runId);
  if ((await store.head(key)) === null) return null;
  const bytes = await store.get(key);
  return { bytes, epoch: decodeCheckpoint(bytes).epoch };
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
