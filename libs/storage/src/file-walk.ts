import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readErrno } from './file-errors.js';

/**
 * Lists the keys in `root` that begin with `prefix`, in byte order. A folder is sorted by its name with a slash, because
 * its keys contain the slash: `a.b` comes before `a/b`.
 */
export async function* walkKeys(root: string, prefix: string): AsyncGenerator<string> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  yield* walk(root, folder, prefix);
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<string> {
  for (const name of await listSortedNames(join(root, folder))) {
    const key = folder + name;
    if (key.endsWith('/')) {
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* walk(root, key, prefix);
    } else if (key.startsWith(prefix)) {
      yield key;
    }
  }
}

async function listSortedNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (readErrno(error) === 'ENOENT' || readErrno(error) === 'ENOTDIR') return [];
    throw error;
  });
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort(compareBytes);
}

function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
