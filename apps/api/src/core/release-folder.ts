import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Looks for the folder `path` beside this module and then in each folder above it. Returns the first that contains
 * `file`, or null if none does.
 */
export function releaseFolder(path: string, file: string): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, path);
    if (existsSync(join(candidate, file))) return candidate;
    if (folder === dirname(folder)) return null;
    folder = dirname(folder);
  }
}
