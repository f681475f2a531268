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

/** A definition never changes, because its id is its hash, so this cache never expires. */
const known = new Map<string, FeatureSetDefinition>();

/** Writes a definition under its id. Call it before any job names the id. @returns the id */
export async function storeDefinition(store: ObjectStore, definition: FeatureSetDefinition): Promise<string> {
  const id = featureSetId(definition);
  await putJsonIfAbsent(store, featureKeys.definition(id), definition);
  return id;
}

/**
 * Returns the definition of a feature set. Named feature sets come from the code, because older runs stored no
 * definition; all others come from the store.
 *
 * @throws SerenadeError `feature_set.unknown`, `features.corrupt` if the stored definition has another id
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
      `The feature set ${id} does not exist. If the API knows it, update this worker to the same version.`,
    );
  }
  if (featureSetId(definition) === id) return definition;
  throw new SerenadeError('features.corrupt', `The object ${key} does not contain the definition of ${id}.`);
}
