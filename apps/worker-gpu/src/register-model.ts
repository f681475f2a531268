import {
  modelCard,
  modelIdOfRun,
  nameOfMethod,
  type Assessment,
  type EngineInfo,
  type Evaluation,
  type FeatureSetDefinition,
  type ModelAnswers,
  type ModelCard,
  type SplitReport,
  type TrainingDomain,
  type TrainingReport,
  type TrainingRunRecord,
  corporaOf,
} from '#libs/contracts';
import { resolveLabelMap } from '#libs/corpus';
import { Records, modelKeys, putJson, readDefinition, trainingKeys, type ObjectStore } from '#libs/storage';
import type { Dataset } from './dataset.js';
import type { TrainAnswer } from './engine-messages.js';

const VERSION_DIGITS = 12;
const INTENDED_USE =
  'Research. The label says how a listener would name the emotion in a voice, not what a person feels. ' +
  'Not for emotion inference at work or in education, which the EU AI Act (Article 5) forbids.';

/** What a finished training amounts to. */
export interface Trained {
  readonly run: TrainingRunRecord;
  readonly dataset: Dataset;
  readonly answer: TrainAnswer;
  readonly answers: ModelAnswers;
  /** Of the model that was made smaller; null of a training. */
  readonly parent: Evaluation | null;
  readonly split: SplitReport;
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
  readonly assessment: Assessment;
  readonly domain: TrainingDomain;
  readonly engine: EngineInfo;
}

/**
 * Writes the model, its card, the run's report, and last the record that makes the model known. Ids follow from the
 * run, so a repeated job writes the same again.
 */
export async function registerModel(store: ObjectStore, trained: Trained): Promise<ModelCard> {
  const { run, answer } = trained;
  const card = cardOf(trained, await readDefinition(store, run.featureSetId));
  await store.put(modelKeys.model(card.id), answer.saved.json, { contentType: 'application/json' });
  await store.put(modelKeys.weights(card.id), answer.saved.weights, {
    contentType: 'application/octet-stream',
  });
  if (answer.onnx !== null) {
    await store.put(modelKeys.onnx(card.id), answer.onnx, { contentType: 'application/octet-stream' });
  }
  await putJson(store, modelKeys.answers(card.id), trained.answers);
  await putJson(store, modelKeys.card(card.id), card);
  await putJson(store, trainingKeys.report(run.id), reportOf(trained, card));
  await new Records(store, 'models', modelCard).save(card);
  return card;
}

function cardOf(trained: Trained, featureSet: FeatureSetDefinition): ModelCard {
  const { run, dataset, answer, split, test, assessment, domain, engine } = trained;
  const { weightsSha256 } = answer.saved;
  return {
    v: 1,
    id: modelIdOfRun(run.id),
    owner: run.owner,
    version: weightsSha256.slice(0, VERSION_DIGITS),
    name: nameOf(run),
    createdAt: new Date().toISOString(),
    trainingRunId: run.id,
    archiveId: run.archiveId,
    labels: [...dataset.labelNames],
    featureSetName: run.featureSet,
    featureSetId: run.featureSetId,
    featureSet,
    recipe: run.resolvedRecipe,
    seed: run.seed,
    parameters: answer.parameters,
    weightsSha256,
    dataHash: dataset.dataHash,
    split,
    test,
    assessment,
    domain,
    labelMap: resolveLabelMap(corporaOf(run.corpus), run.labelMap),
    corpusChecks: [...dataset.checks],
    weightBytes: answer.saved.weights.length,
    ...compressionOf(trained),
    latency: answer.latency,
    corpus: run.corpus,
    dataLicence: dataset.licence,
    intendedUse: INTENDED_USE,
    engine,
  };
}

function nameOf({ resolvedRecipe, corpus, split, compression }: TrainingRunRecord): string {
  const how = compression === null ? '' : ` ${nameOfMethod(compression.method)}`;
  return `${resolvedRecipe.architecture} ${corpus} ${split}${how}`;
}

/** The parent beside what became of it. */
function compressionOf({ run, answer, parent, test }: Trained): Pick<ModelCard, 'compression'> {
  if (run.compression === null || answer.parent === null || parent === null) return {};
  const { testProbabilities: _said, ...before } = answer.parent;
  const { parameters, nonZero, saved, latency } = answer;
  return {
    compression: {
      ...run.compression,
      before: { uar: parent.uar, accuracy: parent.accuracy, ...before },
      after: {
        uar: test.uar,
        accuracy: test.accuracy,
        parameters,
        nonZero,
        weightBytes: saved.weights.length,
        latency,
      },
    },
  };
}

function reportOf(
  { run, dataset, answer, split, validation, test, assessment, engine }: Trained,
  card: ModelCard,
): TrainingReport {
  return {
    v: 1,
    runId: run.id,
    modelId: card.id,
    corpus: run.corpus,
    labels: card.labels,
    featureSet: card.featureSet,
    featureSetId: run.featureSetId,
    recipe: run.resolvedRecipe,
    seed: run.seed,
    split,
    leftOut: { ...dataset.leftOut },
    parameters: answer.parameters,
    bestEpoch: answer.bestEpoch,
    history: [...answer.history],
    endedBy: answer.endedBy,
    validation,
    test,
    assessment,
    domain: card.domain,
    labelMap: card.labelMap,
    corpusChecks: card.corpusChecks,
    weightBytes: card.weightBytes,
    ...(card.compression === undefined ? {} : { compression: card.compression }),
    latency: answer.latency,
    engine,
    trainingSeconds: answer.trainingSeconds,
    resumedFromEpoch: answer.resumedFromEpoch,
  };
}
