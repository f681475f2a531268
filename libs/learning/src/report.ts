import {
  featureSetId,
  type CompressionReport,
  type EngineInfo,
  type Evaluation,
  type FeatureSetDefinition,
  type ModelAnswers,
  type Recipe,
  type TrainingReport,
  type TrainingRunRecord,
} from '#libs/contracts';
import type { Split } from '#libs/corpus';
import { assess, evaluate, toScoredPart } from '#libs/evaluation';
import { meanOfRows } from './clip-rows.js';
import type { TrainResult } from './engine/engine-messages.js';
import { measureDomain, type TrainingSet } from './training-set.js';

/** The request that starts a training. */
export interface TrainingRequest {
  readonly runId: string;
  readonly modelId: string;
  readonly featureSet: FeatureSetDefinition;
  readonly recipe: Recipe;
  readonly seed: number;
  /** Null for a training that starts from fresh weights. */
  readonly compression: TrainingRunRecord['compression'];
}

export interface FinishedTraining {
  readonly request: TrainingRequest;
  readonly set: TrainingSet;
  readonly split: Split;
  readonly answer: TrainResult;
  readonly answers: ModelAnswers;
  readonly engine: EngineInfo;
}

/** Builds `report.json` of a training. */
export function buildTrainingReport(training: FinishedTraining): TrainingReport {
  const { request, set, split, answer, answers, engine } = training;
  const { validation, test, assessment } = assessPredictions(answers);
  const { corpus, labelMap, labelNames, leftOut, checks } = set;
  const { runId, modelId, featureSet, recipe, seed } = request;
  const { saved, history, parameters, bestEpoch, endedBy, latency, trainingSeconds, resumedFromEpoch } =
    answer;
  return {
    v: 1,
    runId,
    modelId,
    corpus,
    labelMap,
    corpusChecks: [...checks],
    labels: [...labelNames],
    featureSet,
    featureSetId: featureSetId(featureSet),
    recipe,
    seed,
    split: split.report,
    leftOut: { ...leftOut },
    weightBytes: saved.weights.length,
    parameters,
    bestEpoch,
    history: [...history],
    endedBy,
    trainingSeconds,
    resumedFromEpoch,
    latency,
    engine,
    validation,
    test,
    assessment,
    ...compareWithParent(training, test),
    domain: measureDomain(set, split.train),
  };
}

export function assessPredictions({ labels, validation, test }: ModelAnswers) {
  return assess(toScoredPart(validation), toScoredPart(test), labels);
}

/** Compares a compressed model with its parent, on the same test clips. */
function compareWithParent(
  { request: { compression }, set, split: { test: clips }, answer, answers }: FinishedTraining,
  test: Evaluation,
): { compression?: CompressionReport } {
  if (compression === null || answer.parent === null) return {};
  const { testProbabilities, ...before } = answer.parent;
  const { parameters, nonZero, saved, latency } = answer;
  const probabilities = meanOfRows(set.rows, clips, testProbabilities, set.labelNames.length);
  const parent = evaluate(probabilities, answers.test.truth, set.labelNames);
  return {
    compression: {
      ...compression,
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
