import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type NamedBytes, writeZip } from '#libs/synthetic';

/** A temporary folder for archives. Disposing it removes it. */
export class RealFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async make(): Promise<RealFolder> {
    return new RealFolder(await mkdtemp(join(tmpdir(), 'serenade-e2e-')));
  }

  /** Packs the files in their order, without compression. Returns the path of the zip. */
  async zip(name: string, files: Iterable<NamedBytes>): Promise<string> {
    const target = join(this.path, name);
    await writeZip(target, files);
    return target;
  }

  /** Writes a file. Returns its path. */
  async file(name: string, bytes: Uint8Array): Promise<string> {
    const target = join(this.path, name);
    await writeFile(target, bytes);
    return target;
  }

  /** Writes files into a folder with this name, each in its own subfolder. Returns the path of the folder. */
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
