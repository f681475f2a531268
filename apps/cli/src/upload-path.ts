import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ArchiveView } from '#libs/contracts';
import { errorOf, send } from '#libs/client';
import { CliError, EXIT } from './exit-codes.js';
import { megabytes } from './output.js';
import { startProgress } from './progress.js';
import type { Session } from './session.js';

const PIECE_BYTES = 256 * 1024;

/**
 * Streams a zip file, or a folder that is packed on its way, to the API; nothing is held in memory or on disk.
 * @throws CliError when there is nothing there
 */
export async function uploadPath(session: Session, path: string, name?: string): Promise<ArchiveView> {
  const { settings, options, out } = session;
  const source = await sourceOf(path);
  const progress = startProgress('upload', out.isJson);
  let sent = 0;
  const counted = async function* () {
    for await (const piece of source.body as AsyncIterable<Buffer>) {
      yield piece;
      sent += piece.length;
      progress.update(sent, source.bytes, `${megabytes(sent)} of ${megabytes(source.bytes)}`);
    }
  };
  try {
    const query = new URLSearchParams({ name: name ?? source.name });
    const request = new Request(`${settings.url}/v1/archives?${query.toString()}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/zip',
        ...(source.isExact ? { 'content-length': String(source.bytes) } : {}),
      },
      body: Readable.toWeb(Readable.from(counted())) as ReadableStream,
      duplex: 'half',
    });
    const response = await send(request, options);
    if (!response.ok) throw await errorOf(response);
    return (await response.json()) as ArchiveView;
  } finally {
    progress.stop();
    source.body.destroy();
  }
}

interface Source {
  readonly name: string;
  readonly bytes: number;
  /** Whether `bytes` is what will be sent, to the byte. */
  readonly isExact: boolean;
  readonly body: Readable;
}

async function sourceOf(path: string): Promise<Source> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new CliError(`There is nothing at ${path}.`, EXIT.usage);
  const name = basename(resolve(path));
  if (!info.isDirectory())
    return {
      name,
      bytes: info.size,
      isExact: true,
      body: createReadStream(path, { highWaterMark: PIECE_BYTES }),
    };
  const files = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new CliError(`The folder ${path} holds no file.`, EXIT.usage);
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  return { name: `${name}.zip`, bytes, isExact: false, body: packed(path, files) };
}

/** Stored, not deflated: speech hardly shrinks, and workers then need not unpack. */
function packed(folder: string, files: readonly string[]): Readable {
  const zip = new ZipFile();
  for (const file of files)
    zip.addFile(file, relative(folder, file).replaceAll(sep, '/'), { compress: false });
  zip.end();
  return zip.outputStream as Readable;
}
