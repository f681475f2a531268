import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { writeZip } from '#libs/synthetic';
import { LocalError } from './local-error.js';

/**
 * Returns the path of a zip file to upload. If `path` is a folder, its files are packed into a new zip in `folder`.
 *
 * @throws LocalError if the path does not exist or is a folder without files
 */
export async function prepareZip(path: string, folder: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new LocalError(`The path ${path} does not exist.`);
  if (!info.isDirectory()) return path;
  const target = join(folder, `${basename(path)}.zip`);
  const paths = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) throw new LocalError(`The folder ${path} contains no files.`);
  await writeZip(
    target,
    paths.map((file) => ({ path: file, name: relative(path, file).replaceAll(sep, '/') })),
  );
  return target;
}
