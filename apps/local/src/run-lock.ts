import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalError } from './local-error.js';

/**
 * Keeps a second run out of a folder: two would share an append-only file. A lock whose process is gone is stale.
 *
 * @returns what frees the folder again
 * @throws LocalError while another run is alive
 */
export async function lockFolder(folder: string, program: string): Promise<() => Promise<void>> {
  const file = join(folder, 'pid');
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new LocalError(`${program} is already running here (process ${holder}); stop it first.`);
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
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
