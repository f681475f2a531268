import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ArchiveView } from '#libs/contracts';
import type { SerenadeClient } from '#libs/client';

/** Streams a zip file to the API and reports the bytes sent. */
export async function uploadArchive(
  api: SerenadeClient,
  path: string,
  onSent: (bytes: number) => void,
): Promise<ArchiveView> {
  const { size } = await stat(path);
  let sent = 0;
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const counted = Readable.from(
    (async function* () {
      for await (const piece of file as AsyncIterable<Buffer>) {
        yield piece;
        onSent((sent += piece.length));
      }
    })(),
  );
  return api.call('POST /v1/archives', {
    query: { name: basename(path) },
    headers: { 'content-type': 'application/zip', 'content-length': String(size) },
    body: Readable.toWeb(counted) as ReadableStream,
  });
}
