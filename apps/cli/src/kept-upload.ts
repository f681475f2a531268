import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const keptUpload = z.object({ path: z.string(), pid: z.number() });

/** Remembers in the user's cache folder which upload belongs to a source, so that the next command can resume it. */
export class KeptUpload {
  private readonly file: string;

  constructor(url: string, name: string, fingerprint: string, env: NodeJS.ProcessEnv = process.env) {
    const folder = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'serenade', 'uploads');
    const id = createHash('sha256')
      .update(JSON.stringify([url, name, fingerprint]))
      .digest('hex');
    this.file = join(folder, `${id.slice(0, 32)}.json`);
  }

  /** Returns the upload's path below the API's address; null if there is none or another process is sending it. */
  async find(): Promise<string | null> {
    try {
      const { path, pid } = keptUpload.parse(JSON.parse(await readFile(this.file, 'utf8')));
      return isAlive(pid) ? null : path;
    } catch {
      return null; // the file is missing or damaged, so the upload starts again
    }
  }

  /** Saves the path of the upload. Without a writable folder the upload still runs, but it cannot be resumed. */
  async keep(path: string): Promise<void> {
    const temporary = `${this.file}.${process.pid}`;
    try {
      await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
      await writeFile(temporary, `${JSON.stringify({ path, pid: process.pid })}\n`, { mode: 0o600 });
      await rename(temporary, this.file);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async forget(): Promise<void> {
    await rm(this.file, { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
