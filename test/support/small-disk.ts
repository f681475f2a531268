import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Leash } from '../services/leash.js';

const run = promisify(execFile);

const PIECE = Buffer.alloc(64 * 1024);

/** A file system of a few megabytes that a test can fill completely. Mounting it requires root. */
export class SmallDisk implements AsyncDisposable {
  private readonly leash: Leash;

  private constructor(readonly path: string) {
    this.leash = new Leash('umount -l "$1"; rmdir "$1"', path);
  }

  static async mount(megabytes: number): Promise<SmallDisk | { readonly reason: string }> {
    if (process.getuid?.() !== 0) return { reason: 'only root may mount a small disk' };
    const path = await mkdtemp(join(tmpdir(), 'serenade-e2e-disk-'));
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'serenade-e2e', path]);
      return new SmallDisk(path);
    } catch (error) {
      await rmdir(path);
      return { reason: `no small disk could be mounted: ${String(error)}` };
    }
  }

  /** Fills the free space. */
  async fill(): Promise<void> {
    await using file = await open(this.filler, 'a');
    for (let size = PIECE.length; size >= 1; size = size >> 1) {
      while (await fits(file.write(PIECE.subarray(0, size)))) continue;
    }
  }

  /** Frees the space. */
  async free(): Promise<void> {
    await rm(this.filler, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('umount', [this.path]);
    await rmdir(this.path);
    this.leash.release();
  }

  private get filler(): string {
    return join(this.path, 'filler');
  }
}

/** Returns true if all bytes were written. */
async function fits(written: Promise<unknown>): Promise<boolean> {
  return written.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    },
  );
}
