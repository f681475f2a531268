import { ApiKeys } from '#libs/access';
import { readEnvironment, storeEnvironment, storeSettings } from '#libs/runtime';
import { openStore, type ObjectStore } from '#libs/storage';

/** Opens the keys in the store that the environment names, for administrators of the host. */
export function openHostKeys(): { readonly keys: ApiKeys; readonly store: ObjectStore } {
  const store = openStore(storeSettings(readEnvironment(storeEnvironment, process.env)));
  return { keys: new ApiKeys(store), store };
}
