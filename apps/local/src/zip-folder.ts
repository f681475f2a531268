import { createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { LocalError } from './local-error.js';

/** A file of a zip that is in memory. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The zip file to upload for what the user named: a zip as it is, a folder packed (stored: speech hardly shrinks, and
 * the worker then need not unpack) into `folder`.
 *
 * @throws LocalError when there is nothing to upload
 */
export async function asZip(path: string, folder: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new LocalError(`There is nothing at ${path}.`);
  if (!info.isDirectory()) return path;
  const target = join(folder, `${basename(path)}.zip`);
  const files = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new LocalError(`The folder ${path} holds no file.`);
  await write(target, (zip) => {
    for (const file of files) {
      zip.addFile(file, relative(path, file).replaceAll(sep, '/'), { compress: false });
    }
  });
  return target;
}

/** Writes a stored zip, one file after another. */
export async function writeZip(target: string, files: Iterable<NamedBytes>): Promise<void> {
  await write(target, (zip) => {
    // A fixed date: the same clips make the same archive.
    for (const { name, bytes } of files)
      zip.addBuffer(bytes, name, { compress: false, mtime: new Date(2020, 0, 1) });
  });
}

async function write(target: string, fill: (zip: ZipFile) => void): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const zip = new ZipFile();
  const output = createWriteStream(target);
  zip.on('error', (error: Error) => output.destroy(error));
  zip.outputStream.pipe(output);
  fill(zip);
  zip.end();
  await finished(output);
}
