import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { writeZip } from '#libs/synthetic';
import { LocalError } from './local-error.js';

/**
 * Returns the path of a zip file to upload. A zip stays as it is; a folder is packed into a zip in `folder`.
 *
 * @throws LocalError when the path does not exist, or when its folder contains no file
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
