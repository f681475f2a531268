import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ArchiveView } from '#libs/contracts';
import type { SerenadeClient } from '#libs/client';
import { megabytes, printResult, startProgress } from '#libs/terminal';

/** Streams a zip file to the API and shows the progress of the upload. */
export async function uploadArchive(api: SerenadeClient, path: string): Promise<ArchiveView> {
  const { size } = await stat(path);
  const started = performance.now();
  const progress = startProgress('upload', process.stdout);
  const read = async function* () {
    let sent = 0;
    for await (const piece of createReadStream(path, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      yield piece;
      sent += piece.length;
      progress.update(sent, size, `${megabytes(sent)} of ${megabytes(size)}`);
    }
  };
  try {
    const archive = await api.call('POST /v1/archives', {
      query: { name: basename(path) },
      headers: { 'content-type': 'application/zip', 'content-length': String(size) },
      body: Readable.toWeb(Readable.from(read())) as ReadableStream,
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    progress.stop();
    printResult('upload', `${archive.name}: ${archive.entries} entries, ${megabytes(size)} in ${seconds} s`);
    return archive;
  } finally {
    progress.stop();
  }
}
