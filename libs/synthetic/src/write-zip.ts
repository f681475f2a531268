import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file whose bytes are in memory. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file on disk, and its name in the zip. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/**
 * Writes a zip file and creates its folder. Entries are stored, not deflated: speech hardly shrinks, and a worker
 * reads stored entries faster.
 */
export async function writeZip(target: string, files: Iterable<NamedBytes | NamedFile>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const zip = new ZipFile();
  const output = createWriteStream(target);
  zip.on('error', (error: Error) => output.destroy(error));
  zip.outputStream.pipe(output);
  for (const file of files) {
    if ('path' in file) zip.addFile(file.path, file.name, { compress: false });
    // The fixed date makes equal clips an equal archive.
    else zip.addBuffer(file.bytes, file.name, { compress: false, mtime: new Date(2020, 0, 1) });
  }
  zip.end();
  await finished(output);
}
