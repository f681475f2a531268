import {
  checkTrainable,
  featureSetId,
  fineTuning,
  nameOfMethod,
  recipeDepartures,
  recipeNamed,
  usualStudent,
  type CompressionMethod,
  type FeatureSetDefinition,
  type Recipe,
} from '#libs/contracts';
import { foldCount, makeSplit, type Split } from '#libs/corpus';
import type { TrainingSet } from '#libs/learning';
import type { EvaluateOptions } from './options.js';

/** One training of an evaluation. */
export interface PlannedRun {
  readonly fold: number;
  readonly seed: number;
  readonly split: Split;
}

export interface Plan {
  /** Names the evaluation's folder. */
  readonly name: string;
  readonly recipe: Recipe;
  /** The number of folds that the protocol has on the corpus. */
  readonly folds: number;
  readonly runs: readonly PlannedRun[];
}

/**
 * Plans every training of an evaluation. All splits are created and checked for leaks before the first training starts.
 *
 * @throws SerenadeError `feature_set.not_trainable`, `split.not_applicable`, `corpus.too_small`, `split.leak`
 */
export function planOf(
  options: EvaluateOptions,
  data: Pick<TrainingSet, 'corpus' | 'utterances' | 'contentHashes'>,
): Plan {
  const { protocol, featureSet, definition, seeds } = options;
  const recipe = recipeOf(options);
  checkTrainable(recipe, definition);
  const { corpus, utterances, contentHashes } = data;
  const request = { corpus, utterances, contentHashes, split: protocol };
  const all = foldCount(request);
  const folds = options.folds ?? Array.from({ length: all }, (_, fold) => fold);
  const { validationShare } = recipe;
  return {
    name: [data.corpus, protocol, options.recipe, featureSet, ...changes(options, recipe)].join('.'),
    recipe,
    folds: all,
    runs: seeds.flatMap((seed) =>
      folds.map((fold) => ({ fold, seed, split: makeSplit({ ...request, fold, seed, validationShare }) })),
    ),
  };
}

function recipeOf({ recipe, epochs, lastEpoch }: EvaluateOptions): Recipe {
  const named = recipeNamed(recipe);
  const own = { ...named, epochs: epochs ?? named.epochs };
  return lastEpoch ? { ...own, keep: 'last', validationShare: 0, earlyStopEpochs: null } : own;
}

/** Returns a plan with the same splits that compresses each training's model. */
export function planCompression(
  plan: Plan,
  method: CompressionMethod,
  definition: FeatureSetDefinition,
): Plan {
  return {
    ...plan,
    name: `${plan.name}.${nameOfMethod(method)}`,
    recipe: recipeOfCompression(plan, method, definition),
  };
}

/** Returns the recipe of a compression. Splits depend on the validation share, so a student takes its teacher's. */
function recipeOfCompression(
  { recipe }: Plan,
  { kind }: CompressionMethod,
  definition: FeatureSetDefinition,
): Recipe {
  if (kind === 'quantize') return recipe;
  if (kind === 'prune') return fineTuning(recipe);
  const student = { ...recipeNamed(usualStudent(definition)), validationShare: recipe.validationShare };
  checkTrainable(student, definition);
  return student;
}

/** Lists the departures from the named recipe and corpus. They are part of the name, because figures depend on them. */
function changes(
  { recipe: name, definition, labelMap, leaveOut }: EvaluateOptions,
  recipe: Recipe,
): string[] {
  return [
    ...(definition.preprocessing === undefined ? [] : [featureSetId(definition)]),
    ...recipeDepartures(name, recipe),
    ...(labelMap === null ? [] : [labelMap]),
    ...leaveOut.map((label) => `no-${label}`),
  ];
}
