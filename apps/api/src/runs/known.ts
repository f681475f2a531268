import {
  SPLIT_NAMES,
  SerenadeError,
  checkTrainable,
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
 * A definition with the preprocessing asked for.
 *
 * @throws SerenadeError `request.invalid` when segments are longer than what the set looks at, or cannot be had
 */
export function preprocessed(
  name: string,
  definition: FeatureSetDefinition,
  preprocessing: Preprocessing | undefined,
): FeatureSetDefinition {
  if (preprocessing === undefined) return definition;
  const { spanSeconds } = definition;
  const windowSeconds = preprocessing.segments?.windowSeconds ?? 0;
  if (spanSeconds !== null && windowSeconds > spanSeconds) {
    throw new SerenadeError(
      'request.invalid',
      `preprocessing.segments: ${name} looks at ${spanSeconds} s, so segments of ${windowSeconds} s would not be seen whole.`,
    );
  }
  if (definition.kind === 'embedding' && preprocessing.segments !== null) {
    throw new SerenadeError('request.invalid', 'preprocessing.segments: embeddings are made of whole clips.');
  }
  return withPreprocessing(definition, preprocessing);
}

/**
 * As `preprocessed`, for a training.
 *
 * @throws SerenadeError also `feature_set.not_trainable` when the recipe's network cannot learn from it
 */
export function trainableFeatureSet(
  name: string,
  definition: FeatureSetDefinition,
  preprocessing: Preprocessing | undefined,
  recipe: Recipe,
): FeatureSetDefinition {
  const whole = preprocessed(name, definition, preprocessing);
  checkTrainable(recipe, whole);
  return whole;
}
