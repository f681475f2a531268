import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from './file-errors.js';

/** A parent may be taken away between two steps; that it is never there, ends here. */
const ATTEMPTS = 3;

/**
 * Makes a folder and its parents. Node's own `recursive` never comes to an end below a folder that is there and answers
 * ENOENT to every mkdir, as /proc does: it goes round in a thread that nothing can stop.
 *
 * @throws the error of the file system
 */
export async function makeFolder(path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(path);
      return;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return;
      if (errnoOf(error) !== 'ENOENT' || attempt === ATTEMPTS || dirname(path) === path) throw error;
    }
    await makeFolder(dirname(path));
  }
}
