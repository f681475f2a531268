import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns a folder of this release, or null if the release lacks it or the folder lacks the file. */
export function releaseFolder(path: string, file: string): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, path);
    if (existsSync(join(candidate, file))) return candidate;
    if (folder === dirname(folder)) return null;
    folder = dirname(folder);
  }
}
