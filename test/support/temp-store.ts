import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type ObjectStore } from '#libs/storage';

/** A file store in a temporary folder. Disposing it removes the folder. */
export interface TempStore extends AsyncDisposable {
  readonly dir: string;
  readonly store: ObjectStore;
}

export async function tempStore(): Promise<TempStore> {
  const dir = await mkdtemp(join(tmpdir(), 'serenade-test-'));
  const store = openStore({ kind: 'file', dir });
  return {
    dir,
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function keysOf(store: ObjectStore, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

/** Lists the keys that a deleted upload has left: all except the audit log and the objects of a store's examination. */
export async function leftIn(store: ObjectStore): Promise<string[]> {
  return (await keysOf(store)).filter((key) => !/^(audit|probes)\//.test(key));
}
