import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The first of these programs that PATH has, as an absolute path. */
export async function findOnPath(...names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (folder !== '' && (await isExecutable(file))) return file;
    }
  }
  return null;
}

/** Where a program that was built once is kept, outside any checkout. docker/build-local-images.sh uses it too. */
export function cachedBinary(name: string): string {
  return join(process.env.SERENADE_CACHE ?? join(homedir(), '.cache', 'serenade'), 'bin', name);
}

export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
