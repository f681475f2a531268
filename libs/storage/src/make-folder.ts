import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readErrno } from './file-errors.js';

/** Another process may delete a parent between two steps, so each step is tried this often. */
const ATTEMPTS = 3;

/**
 * Creates a folder and its parents. Node's `recursive` option loops forever, in a thread that cannot be stopped, in a
 * folder that answers every mkdir with ENOENT, such as /proc.
 *
 * @throws the error of the file system
 */
export async function makeFolder(path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(path);
      return;
    } catch (error) {
      if (readErrno(error) === 'EEXIST' && (await stat(path)).isDirectory()) return;
      if (readErrno(error) !== 'ENOENT' || attempt === ATTEMPTS || dirname(path) === path) throw error;
    }
    await makeFolder(dirname(path));
  }
}
