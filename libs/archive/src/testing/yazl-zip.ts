import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface PlainEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly deflate?: boolean;
  /** Streamed in, so that sizes and CRC follow the data in a descriptor. */
  readonly streamed?: boolean;
}

/** A zip as a maintained writer makes it. */
export async function yazlZip(
  entries: readonly PlainEntry[],
  options: { zip64?: boolean; comment?: string } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  const forceZip64Format = options.zip64 ?? false;
  for (const { name, bytes, deflate = false, streamed = false } of entries) {
    if (streamed) {
      zip.addReadStream(Readable.from([bytes], { objectMode: false }), name, {
        compress: deflate,
        forceZip64Format,
      });
    } else {
      zip.addBuffer(Buffer.from(bytes), name, { compress: deflate, forceZip64Format });
    }
  }
  zip.end({ forceZip64Format, comment: options.comment ?? '' });
  return buffer(zip.outputStream);
}
