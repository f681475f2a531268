import {
  SerenadeError,
  featureSetDefinition,
  featureSetId,
  featureSetNamed,
  featureSetNameOf,
  type FeatureSetDefinition,
} from '#libs/contracts';
import { featureKeys } from './keys.js';
import { findJson, putJsonIfAbsent } from './json.js';
import type { ObjectStore } from './object-store.js';

/** Definitions are never changed, since their id is their hash; so what was read once is true for ever. */
const known = new Map<string, FeatureSetDefinition>();

/** Writes a definition under its id, to be done before any job names it. @returns the id */
export async function storeDefinition(store: ObjectStore, definition: FeatureSetDefinition): Promise<string> {
  const id = featureSetId(definition);
  await putJsonIfAbsent(store, featureKeys.definition(id), definition);
  return id;
}

/**
 * The definition of a feature set: as it was stored, or of that name in the code, for runs that are older than stored
 * definitions.
 *
 * @throws SerenadeError `feature_set.unknown`, `features.corrupt` when the stored definition has another id
 */
export async function readDefinition(store: ObjectStore, id: string): Promise<FeatureSetDefinition> {
  const definition = known.get(id) ?? (await find(store, id));
  known.set(id, definition);
  return definition;
}

async function find(store: ObjectStore, id: string): Promise<FeatureSetDefinition> {
  const name = featureSetNameOf(id);
  if (name !== null) return featureSetNamed(name);
  const key = featureKeys.definition(id);
  const definition = await findJson(store, key, featureSetDefinition);
  if (definition === null) {
    throw new SerenadeError(
      'feature_set.unknown',
      `There is no feature set ${id}; is this worker an older version?`,
    );
  }
  if (featureSetId(definition) === id) return definition;
  throw new SerenadeError('features.corrupt', `The object ${key} is not the definition of ${id}.`);
}
