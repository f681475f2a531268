import {
  SPLIT_NAMES,
  SerenadeError,
  withPreprocessing,
  type FeatureSetDefinition,
  type Preprocessing,
  type SplitName,
} from '#libs/contracts';

/** @throws SerenadeError `split.unknown` */
export function resolveSplitName(name: string): SplitName {
  const known = SPLIT_NAMES.find((split) => split === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'split.unknown',
    `There is no split "${name}". Choose one of ${SPLIT_NAMES.join(', ')}.`,
  );
}

/**
 * Adds the requested preprocessing to a definition.
 *
 * @throws SerenadeError `request.invalid` if segments are longer than the span of the feature set, or impossible
 */
export function addPreprocessing(
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
      `preprocessing.segments: ${name} covers ${spanSeconds} s, so it would cut off segments of ${windowSeconds} s.`,
    );
  }
  if (definition.kind === 'embedding' && preprocessing.segments !== null) {
    throw new SerenadeError('request.invalid', 'preprocessing.segments: embeddings need whole clips.');
  }
  return withPreprocessing(definition, preprocessing);
}
