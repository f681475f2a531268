import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const keptUpload = z.object({ path: z.string(), pid: z.number() });

/** Remembers, below the user's cache folder, which upload a source became, so that the same command goes on with it. */
export class KeptUpload {
  private readonly file: string;

  constructor(url: string, name: string, fingerprint: string, env: NodeJS.ProcessEnv = process.env) {
    const folder = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'serenade', 'uploads');
    const id = createHash('sha256')
      .update(JSON.stringify([url, name, fingerprint]))
      .digest('hex');
    this.file = join(folder, `${id.slice(0, 32)}.json`);
  }

  /** @returns the path of the upload below the API's address; null when there is none, or another process sends it now */
  async find(): Promise<string | null> {
    const text = await readFile(this.file, 'utf8').catch(() => '{}');
    const kept = keptUpload.safeParse(jsonOf(text));
    if (!kept.success || isSentBy(kept.data.pid)) return null;
    return kept.data.path;
  }

  /** Without a folder to write to the upload goes on all the same, and cannot be taken up again. */
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSentBy(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
