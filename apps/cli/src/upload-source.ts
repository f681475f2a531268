import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { CliError, EXIT } from './exit-codes.js';

const PIECE_BYTES = 256 * 1024;

/** What is uploaded: the same bytes each time that it is opened, as long as nobody changes the files. */
export interface UploadSource {
  readonly name: string;
  readonly bytes: number;
  /** Another one once a file was added, removed, or changed in size or time. */
  readonly fingerprint: string;
  /** From the first byte on. */
  open(): Readable;
}

/**
 * An archive as it is, or a folder that is packed on its way.
 * @throws CliError when there is nothing there
 */
export async function uploadSource(path: string): Promise<UploadSource> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new CliError(`There is nothing at ${path}.`, EXIT.usage);
  const place = resolve(path);
  if (info.isDirectory()) return folderSource(place);
  if (info.size === 0) throw new CliError(`The file ${path} is empty.`, EXIT.usage);
  return {
    name: basename(place),
    bytes: info.size,
    fingerprint: fingerprintOf([{ path: place, bytes: info.size, mtime: info.mtime }]),
    open: () => createReadStream(place, { highWaterMark: PIECE_BYTES }),
  };
}

interface Member {
  readonly path: string;
  readonly bytes: number;
  readonly mtime: Date;
}

async function folderSource(folder: string): Promise<UploadSource> {
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) throw new CliError(`The folder ${folder} holds no file.`, EXIT.usage);
  const members: Member[] = [];
  for (const path of paths) {
    const { size, mtime } = await stat(path);
    members.push({ path, bytes: size, mtime });
  }
  return {
    name: `${basename(folder)}.zip`,
    bytes: packedBytes(folder, members),
    fingerprint: fingerprintOf(members),
    open: () => {
      const zip = listed(folder, members, (path) => createReadStream(path, { highWaterMark: PIECE_BYTES }));
      const output = zip.outputStream as Readable;
      zip.on('error', (error: Error) => output.destroy(error));
      zip.end();
      return output;
    },
  };
}

function fingerprintOf(members: readonly Member[]): string {
  const hash = createHash('sha256');
  for (const { path, bytes, mtime } of members)
    hash.update(`${JSON.stringify([path, bytes, mtime.getTime()])}\n`);
  return hash.digest('hex');
}

/** Stored, not deflated: speech hardly shrinks, workers then need not unpack, and the size is known before. */
function listed(
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

/** Of the zip that the folder becomes; no file is opened for it. */
function packedBytes(folder: string, members: readonly Member[]): number {
  let bytes = -1;
  const told = ((total: number) => {
    bytes = total;
  }) as () => void; // @types/yazl leaves out the argument
  listed(folder, members, null).end({ forceZip64Format: false, comment: '' }, told);
  return bytes;
}
