import {
  SPLIT_NAMES,
  SerenadeError,
  checkTrainable,
  featureSetNamed,
  withPreprocessing,
  type FeatureSetDefinition,
  type Preprocessing,
  type Recipe,
  type SplitName,
} from '#libs/contracts';

/** @throws SerenadeError `split.unknown` */
export function knownSplit(name: string): SplitName {
  const known = SPLIT_NAMES.find((split) => split === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'split.unknown',
    `There is no split "${name}"; choose one of ${SPLIT_NAMES.join(', ')}.`,
  );
}

/**
 * The definition of a named feature set with the preprocessing asked for.
 *
 * @throws SerenadeError `feature_set.unknown`, `request.invalid` when segments are longer than what the set looks at
 */
export function resolvedFeatureSet(
  name: string,
  preprocessing: Preprocessing | undefined,
): FeatureSetDefinition {
  const named = featureSetNamed(name);
  if (preprocessing === undefined) return named;
  const { spanSeconds } = named;
  const windowSeconds = preprocessing.segments?.windowSeconds ?? 0;
  if (spanSeconds !== null && windowSeconds > spanSeconds) {
    throw new SerenadeError(
      'request.invalid',
      `preprocessing.segments: ${name} looks at ${spanSeconds} s, so segments of ${windowSeconds} s would not be seen whole.`,
    );
  }
  return withPreprocessing(named, preprocessing);
}

/**
 * As `resolvedFeatureSet`, for a training.
 *
 * @throws SerenadeError also `feature_set.not_trainable` when the recipe's network cannot learn from it
 */
export function trainableFeatureSet(
  name: string,
  preprocessing: Preprocessing | undefined,
  recipe: Recipe,
): FeatureSetDefinition {
  const definition = resolvedFeatureSet(name, preprocessing);
  checkTrainable(recipe, definition);
  return definition;
}
