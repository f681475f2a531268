import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type NamedBytes, writeZip } from '#libs/synthetic';

/** A temporary folder for archives, removed at the end. */
export class RealFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async make(): Promise<RealFolder> {
    return new RealFolder(await mkdtemp(join(tmpdir(), 'serenade-e2e-')));
  }

  /** Packs the files, stored, in their order; the path of the zip. */
  async zip(name: string, files: Iterable<NamedBytes>): Promise<string> {
    const target = join(this.path, name);
    await writeZip(target, files);
    return target;
  }

  /** Writes a file; its path. */
  async file(name: string, bytes: Uint8Array): Promise<string> {
    const target = join(this.path, name);
    await writeFile(target, bytes);
    return target;
  }

  /** Writes files into folders of their own, below one that has this name; the path of that one. */
  async files(name: string, files: Iterable<NamedBytes>): Promise<string> {
    for (const file of files) {
      const target = join(this.path, file.name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, file.bytes);
    }
    return join(this.path, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
