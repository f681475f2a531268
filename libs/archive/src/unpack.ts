import { inflateRawSync } from 'node:zlib';
import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { crc32 } from '#libs/kernels';
import { METHOD } from './zip-format.js';

/** Output buffers of this size at most, so that a lying size reserves little before it is found out. */
const LARGEST_CHUNK = 1024 * 1024;

/**
 * The clip from its packed bytes, with length and CRC-32 as the directory says.
 *
 * Synchronous: this runs in a worker thread, where the asynchronous variant would add a hop to libuv's four-thread
 * pool for each clip and share it with every file read. `maxOutputLength` stops a bomb at its declared size.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.unsupported_compression`
 */
export function unpack(packed: Buffer, line: ManifestLine): Buffer {
  const bytes = decompress(packed, line);
  if (bytes.length !== line.size) {
    throw corrupt(`The clip has ${bytes.length} bytes where the directory says ${line.size}.`);
  }
  if (line.crc32 !== undefined && crc32(bytes) !== line.crc32)
    throw corrupt('The clip does not match its checksum.');
  return bytes;
}

function decompress(packed: Buffer, line: ManifestLine): Buffer {
  if (line.method === METHOD.stored) return packed;
  if (line.method !== METHOD.deflated) {
    throw new SerenadeError('clip.unsupported_compression', `The clip is packed by method ${line.method}.`);
  }
  try {
    return inflateRawSync(packed, {
      maxOutputLength: Math.max(1, line.size),
      // One byte more than needed: zlib asks for another buffer when it has filled one to the brim.
      chunkSize: Math.max(64, Math.min(line.size + 1, LARGEST_CHUNK)),
    });
  } catch (error) {
    throw new SerenadeError(
      'clip.corrupt',
      `The clip does not unpack: ${reason(error)}.`,
      {},
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'it is larger than the directory says';
  return error instanceof Error ? error.message : String(error);
}

function corrupt(message: string): SerenadeError {
  return new SerenadeError('clip.corrupt', message);
}
