import { ApiKeys } from '#libs/access';
import { readEnvironment, storeEnvironment, storeSettings } from '#libs/runtime';
import { openStore, type ObjectStore } from '#libs/storage';

/**
 * Opens the store that the environment variables configure, and returns it with the API keys in it. It checks no
 * permission, so only commands for administrators of the host may call it.
 */
export function openHostKeys(): { readonly keys: ApiKeys; readonly store: ObjectStore } {
  const store = openStore(storeSettings(readEnvironment(storeEnvironment, process.env)));
  return { keys: new ApiKeys(store), store };
}
