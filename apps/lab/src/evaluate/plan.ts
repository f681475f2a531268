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
  /** Folds that the protocol has on the corpus. */
  readonly folds: number;
  readonly runs: readonly PlannedRun[];
}

/**
 * Every training that an evaluation needs, its split made and checked for leaks before the first one begins.
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

/** The same splits with what each training's model is made into. */
export function compressedPlan(
  plan: Plan,
  method: CompressionMethod,
  definition: FeatureSetDefinition,
): Plan {
  return {
    ...plan,
    name: `${plan.name}.${nameOfMethod(method)}`,
    recipe: compressedRecipe(plan, method, definition),
  };
}

/** Splits depend on the validation share, so that a student takes its teacher's. */
function compressedRecipe(
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

/** What is not as the names say; it belongs to the name, since figures depend on it. */
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
