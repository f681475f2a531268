import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from './local-error.js';

/**
 * Locks a folder, because a second program in it would write to the same Redis data. The lock of a dead process is
 * ignored. Returns a function that releases the folder.
 *
 * @throws LocalError if another program has locked the folder
 */
export async function lockFolder(folder: string, program: string): Promise<() => Promise<void>> {
  const file = join(folder, 'pid');
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new LocalError(`${program} is already running here (process ${holder}). Stop it first.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
