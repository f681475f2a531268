import { inflateRawSync } from 'node:zlib';
import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { crc32 } from '#libs/kernels';
import { corrupt } from './faults.js';
import { METHOD } from './zip-format.js';

/** Largest output buffer in bytes, so that a wrong size in the directory cannot reserve much memory. */
const LARGEST_CHUNK = 1024 * 1024;

/**
 * Unpacks a clip and checks its length and CRC-32 against the directory. A bomb is stopped at its declared size.
 *
 * It is synchronous because it runs in a worker thread. The asynchronous variant would use libuv's pool of four threads,
 * which also serves every file read.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.unsupported_compression`
 */
export function unpack(packed: Buffer, line: ManifestLine): Buffer {
  const bytes = decompress(packed, line);
  checkUnpacked(line, bytes.length, line.crc32 === undefined ? 0 : crc32(bytes));
  return bytes;
}

/** Compares the length and CRC-32 of an unpacked clip with the directory. @throws SerenadeError `clip.corrupt` */
export function checkUnpacked(line: ManifestLine, size: number, crc: number): void {
  if (size !== line.size) throw corrupt(`The clip has ${size} bytes, but the directory states ${line.size}.`);
  if (line.crc32 !== undefined && crc !== line.crc32) throw corrupt('The clip does not match its checksum.');
}

export function unsupportedCompression({ method }: ManifestLine): SerenadeError {
  return new SerenadeError('clip.unsupported_compression', `The clip is packed by method ${method}.`);
}

function decompress(packed: Buffer, line: ManifestLine): Buffer {
  if (line.method === METHOD.stored) return packed;
  if (line.method !== METHOD.deflated) throw unsupportedCompression(line);
  try {
    return inflateRawSync(packed, {
      maxOutputLength: Math.max(1, line.size),
      // The extra byte matters: zlib requests another buffer when it has filled one completely.
      chunkSize: Math.max(64, Math.min(line.size + 1, LARGEST_CHUNK)),
    });
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLong ? longerThanStated() : doesNotUnpack(error);
  }
}

export function longerThanStated(): SerenadeError {
  return corrupt('The clip does not unpack: it is larger than the directory states.');
}

export function doesNotUnpack(error: unknown): SerenadeError {
  return corrupt(
    `The clip does not unpack: ${error instanceof Error ? error.message : String(error)}.`,
    error,
  );
}
