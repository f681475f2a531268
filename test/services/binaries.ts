import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Finds the first of these programs on PATH. Returns its absolute path. */
export async function findOnPath(...names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (folder !== '' && (await isExecutable(file))) return file;
    }
  }
  return null;
}

/** Returns the path of a cached program outside of the checkout. docker/build-local-images.sh uses the same cache. */
export function findCachedBinary(name: string): string {
  return join(process.env.SERENADE_CACHE ?? join(homedir(), '.cache', 'serenade'), 'bin', name);
}

/** Returns true if the file exists and can be executed. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
