import { FEATURE_SETS, RECIPES, featureSetId, type ProtocolReport } from '#libs/contracts';
import { computeRates } from '../evaluate.js';

const LABELS = ['calm', 'angry'];
const ACTORS = 6;
const CLIPS_OF_ACTOR = 8;

/** Builds a report of 48 test clips by six actors; `errorsOf` names which of an actor's eight clips are wrong. */
export function protocolReportOf({
  seeds,
  folds = 1,
  errorsOf,
  splitHash = 'a',
  ...rest
}: {
  readonly seeds: readonly number[];
  readonly folds?: number;
  readonly errorsOf: (actor: number) => readonly number[];
  readonly splitHash?: string;
} & Partial<Omit<ProtocolReport, 'folds'>>): ProtocolReport {
  const clips = Array.from({ length: ACTORS * CLIPS_OF_ACTOR }, (_, clip) => ({
    actor: Math.floor(clip / CLIPS_OF_ACTOR),
    at: clip % CLIPS_OF_ACTOR,
  }));
  const truth = clips.map(({ at }) => at % 2);
  const predicted = clips.map(({ actor, at }) => (errorsOf(actor).includes(at) ? 1 - (at % 2) : at % 2));
  const { uar, accuracy, macroF1 } = computeRates(truth, predicted, LABELS);
  const speakers = Array.from({ length: ACTORS }, (_, actor) => `actor ${actor}`);
  return {
    v: 1,
    name: 'folder.P4.paper.span-20',
    corpus: 'folder',
    labelMap: null,
    protocol: 'P4',
    folds,
    recipe: 'paper',
    resolvedRecipe: RECIPES.paper,
    featureSet: 'span-20',
    featureSetId: featureSetId(FEATURE_SETS['span-20']),
    labels: LABELS,
    checks: [],
    dataHash: 'd',
    parameters: 100,
    weightBytes: 400,
    latency: { perClipMsBatch1: 1, perClipMsBatch64: 0.1 },
    runs: seeds.flatMap((seed) =>
      Array.from({ length: folds }, (_, fold) => ({
        fold,
        seed,
        split: {
          name: 'P4' as const,
          fold,
          seed,
          train: 10,
          validation: 2,
          test: clips.length,
          hash: `${splitHash} ${fold} ${seed}`,
          testTwinsInTraining: null,
          speakersInBoth: 0,
        },
        bestEpoch: 3,
        trainingSeconds: 10,
        engine: 'wasm',
        uar,
        accuracy,
        macroF1,
        ece: 0.2,
        brier: 0.5,
        calibrated: { temperature: 1.5, ece: 0.1, brier: 0.4 },
        conformal: { testCoverage: 0.9, meanSetSize: 1.2 },
        abstention: { testAnswered: 0.7, testAccuracyAnswered: 0.9 },
        predictions: { truth, predicted, speakers, speaker: clips.map(({ actor }) => actor) },
      })),
    ),
    ...rest,
  };
}
