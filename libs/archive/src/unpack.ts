import { inflateRawSync } from 'node:zlib';
import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { crc32 } from '#libs/kernels';
import { corrupt } from './local-header.js';
import { METHOD } from './zip-format.js';

/** Largest output buffer, so that a lying size reserves little memory before it is detected. */
const LARGEST_CHUNK = 1024 * 1024;

/**
 * Unpacks a clip and checks its length and CRC-32 against the directory.
 *
 * It is synchronous because it runs in a worker thread. The asynchronous variant would add a hop to libuv's pool of four
 * threads for each clip and share that pool with every file read. `maxOutputLength` stops a bomb at its declared size.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.unsupported_compression`
 */
export function unpack(packed: Buffer, line: ManifestLine): Buffer {
  const bytes = decompress(packed, line);
  if (bytes.length !== line.size) {
    throw corrupt(`The clip has ${bytes.length} bytes but the directory states ${line.size}.`);
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
      // The extra byte matters: zlib requests another buffer when it has filled one completely.
      chunkSize: Math.max(64, Math.min(line.size + 1, LARGEST_CHUNK)),
    });
  } catch (error) {
    throw new SerenadeError(
      'clip.corrupt',
      `The clip does not unpack: ${describeError(error)}.`,
      {},
      { cause: error },
    );
  }
}

function describeError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'it is larger than the directory says';
  return error instanceof Error ? error.message : String(error);
}
