import {
  featureSetNameOf,
  SerenadeError,
  type ProtocolReport,
  type SplitName,
  type TrainingReport,
} from '#libs/contracts';
import { toProtocolRun } from './protocol-run.js';
import { median } from './statistics.js';

/** The parameters of an evaluation as requested. */
export interface AskedEvaluation {
  readonly protocol: SplitName;
  /** Number of folds that the protocol has on the corpus. */
  readonly foldCount: number;
  readonly recipe: string;
  /** The feature set's name in the request. */
  readonly featureSet: string;
  readonly labelMap: string | null;
  /** Default: corpus, protocol, recipe and feature set, joined by dots. */
  readonly name?: string;
}

/**
 * Combines the trainings of an evaluation into the small report that `npm run results` reads.
 *
 * @throws SerenadeError `run.failed` if a training's report predates assessments
 */
export function protocolReportOf(asked: AskedEvaluation, reports: readonly TrainingReport[]): ProtocolReport {
  const [first] = reports;
  if (first === undefined) throw new SerenadeError('internal.error', 'The evaluation has no training.');
  const { corpus, labels, parameters, featureSetId, recipe } = first;
  const featureSet = featureSetNameOf(featureSetId) ?? asked.featureSet;
  return {
    v: 1,
    name: asked.name ?? [corpus, asked.protocol, asked.recipe, featureSet].join('.'),
    corpus,
    labelMap: asked.labelMap,
    protocol: asked.protocol,
    folds: asked.foldCount,
    recipe: asked.recipe,
    resolvedRecipe: recipe,
    featureSet,
    featureSetId,
    labels,
    checks: first.corpusChecks ?? [],
    parameters,
    weightBytes: first.weightBytes ?? 4 * parameters,
    latency: medianLatency(reports),
    ...summarizeParents(reports),
    runs: reports.map(toProtocolRun),
  };
}

function medianLatency(measured: readonly Pick<TrainingReport, 'latency'>[]): TrainingReport['latency'] {
  return {
    perClipMsBatch1: median(measured.map(({ latency }) => latency.perClipMsBatch1)),
    perClipMsBatch64: median(measured.map(({ latency }) => latency.perClipMsBatch64)),
  };
}

/** Summarizes the parent models if the trainings compressed them. Returns nothing otherwise. */
function summarizeParents(reports: readonly TrainingReport[]): Pick<ProtocolReport, 'compression'> {
  const known = reports.flatMap(({ compression }) => compression ?? []);
  const [first] = known;
  if (first === undefined || known.length < reports.length) return {};
  return {
    compression: {
      method: first.method,
      uar: known.reduce((sum, { before }) => sum + before.uar, 0) / known.length,
      weightBytes: first.before.weightBytes,
      latency: medianLatency(known.map(({ before }) => before)),
    },
  };
}
