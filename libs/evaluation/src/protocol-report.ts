import {
  featureSetNameOf,
  SerenadeError,
  type CompressionReport,
  type ProtocolReport,
  type SplitName,
  type TrainingReport,
} from '#libs/contracts';
import { protocolRunOf } from './protocol-run.js';
import { median } from './statistics.js';

/** What an evaluation was asked for. */
export interface AskedEvaluation {
  readonly protocol: SplitName;
  /** Folds that the protocol has on the corpus. */
  readonly foldCount: number;
  readonly recipe: string;
  /** As it was named. */
  readonly featureSet: string;
  readonly labelMap: string | null;
  /** Default: corpus, protocol, recipe and feature set. */
  readonly name?: string;
}

/**
 * All trainings of an evaluation in one small report, which `npm run results` reads.
 *
 * @throws SerenadeError `run.failed` when a training's report is too old to have an assessment
 */
export function protocolReportOf(asked: AskedEvaluation, reports: readonly TrainingReport[]): ProtocolReport {
  const [first] = reports;
  if (first === undefined) throw new SerenadeError('internal.error', 'An evaluation has no training.');
  const medianOf = (of: (report: TrainingReport) => number) => median(reports.map(of));
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
    latency: {
      perClipMsBatch1: medianOf(({ latency }) => latency.perClipMsBatch1),
      perClipMsBatch64: medianOf(({ latency }) => latency.perClipMsBatch64),
    },
    ...parentOf(reports),
    runs: reports.map(protocolRunOf),
  };
}

/** What the models were that these were made of. */
function parentOf(reports: readonly TrainingReport[]): Pick<ProtocolReport, 'compression'> {
  const known = reports.flatMap(({ compression }) => compression ?? []);
  const [first] = known;
  if (first === undefined || known.length < reports.length) return {};
  const medianOf = (of: (before: CompressionReport['before']) => number) =>
    median(known.map(({ before }) => of(before)));
  return {
    compression: {
      method: first.method,
      uar: known.reduce((sum, { before }) => sum + before.uar, 0) / known.length,
      weightBytes: first.before.weightBytes,
      latency: {
        perClipMsBatch1: medianOf(({ latency }) => latency.perClipMsBatch1),
        perClipMsBatch64: medianOf(({ latency }) => latency.perClipMsBatch64),
      },
    },
  };
}
