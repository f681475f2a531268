import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { CliError, EXIT } from './exit-codes.js';

const PIECE_BYTES = 256 * 1024;

/** A file or folder to upload. It can be opened again, and has the same bytes as long as its files do not change. */
export interface UploadSource {
  readonly name: string;
  readonly bytes: number;
  /** Files and folders that are not sent because their names are not UTF-8, with other bytes as `\\xNN`. */
  readonly leftOut: readonly string[];
  /** A hash of the paths, sizes and times of the files. */
  readonly fingerprint: string;
  open(): Readable;
}

/**
 * Opens an archive as it is, or a folder as a zip that is packed while it is read.
 *
 * @throws CliError if the path does not exist
 */
export async function openSource(path: string): Promise<UploadSource> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new CliError(`The path ${path} does not exist.`, EXIT.usage);
  const place = resolve(path);
  if (info.isDirectory()) return openFolder(place);
  if (info.size === 0) throw new CliError(`The file ${path} is empty.`, EXIT.usage);
  return {
    name: basename(place),
    bytes: info.size,
    leftOut: [],
    fingerprint: computeFingerprint([{ path: place, bytes: info.size, mtime: info.mtime }]),
    open: () => createReadStream(place, { highWaterMark: PIECE_BYTES }),
  };
}

interface Member {
  readonly path: string;
  readonly bytes: number;
  readonly mtime: Date;
}

async function openFolder(folder: string): Promise<UploadSource> {
  const leftOut: string[] = [];
  const paths = (await listFiles(folder, leftOut)).sort();
  if (paths.length === 0) {
    const why = leftOut.length === 0 ? '' : ` whose names are UTF-8. Rename ${leftOut.join(', ')}`;
    throw new CliError(`The folder ${folder} contains no files${why}.`, EXIT.usage);
  }
  const members: Member[] = [];
  for (const path of paths) {
    const { size, mtime } = await stat(path);
    members.push({ path, bytes: size, mtime });
  }
  return {
    name: `${basename(folder)}.zip`,
    bytes: computeZipSize(folder, members),
    leftOut,
    fingerprint: computeFingerprint(members),
    open: () => {
      const zip = createZip(folder, members, (path) =>
        createReadStream(path, { highWaterMark: PIECE_BYTES }),
      );
      const output = zip.outputStream as Readable;
      zip.on('error', (error: Error) => output.destroy(error));
      zip.end();
      return output;
    },
  };
}

/** Lists the files below a folder. Node can open only names that are UTF-8; it adds others to `leftOut`. */
async function listFiles(folder: string, leftOut: string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
    const { name } = entry;
    const path = join(folder, name.toString());
    if (!isUtf8(name)) leftOut.push(join(folder, escapeName(name)));
    else if (entry.isDirectory()) paths.push(...(await listFiles(path, leftOut)));
    else if (entry.isFile()) paths.push(path);
  }
  return paths;
}

function escapeName(name: Buffer): string {
  return name
    .toString('latin1')
    .replaceAll(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

function computeFingerprint(members: readonly Member[]): string {
  const hash = createHash('sha256');
  for (const { path, bytes, mtime } of members)
    hash.update(`${JSON.stringify([path, bytes, mtime.getTime()])}\n`);
  return hash.digest('hex');
}

/**
 * Creates a zip of a folder's files. It stores them uncompressed, because recorded speech hardly gets smaller and the
 * size of the zip is then known before a file is read.
 *
 * @param read opens a file; null if only the size of the zip is needed
 */
function createZip(
  folder: string,
  members: readonly Member[],
  read: ((path: string) => Readable) | null,
): ZipFile {
  const zip = new ZipFile();
  for (const { path, bytes, mtime } of members) {
    const name = relative(folder, path).replaceAll(sep, '/');
    zip.addReadStreamLazy(name, { compress: false, size: bytes, mtime }, (give) => {
      if (read === null) return;
      const file = read(path);
      file.on('error', (error) => zip.emit('error', error));
      give(null, file);
    });
  }
  return zip;
}

/** Computes the size of a folder's zip without opening a file. */
function computeZipSize(folder: string, members: readonly Member[]): number {
  let bytes = -1;
  const onSize = ((total: number) => {
    bytes = total;
  }) as () => void; // @types/yazl leaves out the argument
  createZip(folder, members, null).end({ forceZip64Format: false, comment: '' }, onSize);
  return bytes;
}
