import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SerenadeError } from '#libs/contracts';
import { malformed, truncated } from '../faults.js';
import { isZlibError } from '../stream-clip.js';
import { unzstd } from './zstd.js';

export interface DecompressionLimits {
  /** Largest unpacked size in bytes. */
  readonly maxBytes: number;
  /** Largest ratio of unpacked to packed size. */
  readonly maxRatio: number;
  /** The ratio is not checked below this many bytes. */
  readonly ratioFloorBytes: number;
}

export const DEFAULT_DECOMPRESSION_LIMITS: DecompressionLimits = {
  maxBytes: 1024 ** 4,
  maxRatio: 200,
  ratioFloorBytes: 64 * 1024 ** 2,
};

/**
 * Yields the unpacked tar of a stream.
 *
 * @throws SerenadeError `archive.malformed`, `archive.truncated`, `archive.too_large` for a bomb, and what the stream
 * throws
 */
export async function* decompressed(
  packed: AsyncIterable<Uint8Array>,
  format: 'tar' | 'tar.gz' | 'tar.zst',
  limits: DecompressionLimits = DEFAULT_DECOMPRESSION_LIMITS,
): AsyncGenerator<Uint8Array, void, undefined> {
  let packedBytes = 0;
  let unpackedBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of packed) {
      packedBytes += piece.length;
      yield piece;
    }
  };
  const unpack = { tar: (bytes: AsyncIterable<Uint8Array>) => bytes, 'tar.gz': gunzip, 'tar.zst': unzstd };
  for await (const piece of unpack[format](counted())) {
    unpackedBytes += piece.length;
    const isBomb = unpackedBytes > limits.ratioFloorBytes && unpackedBytes > packedBytes * limits.maxRatio;
    if (isBomb || unpackedBytes > limits.maxBytes) {
      const bound = isBomb ? `${limits.maxRatio} times its packed size` : `${limits.maxBytes} bytes`;
      throw new SerenadeError('archive.too_large', `The archive unpacks to more than ${bound}.`);
    }
    yield piece;
  }
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const input = Readable.from(packed);
  const output = createGunzip({ chunkSize: 256 * 1024 });
  input.once('error', (error) => output.destroy(error));
  try {
    for await (const piece of input.pipe(output)) yield piece as Buffer;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw error.code === 'Z_BUF_ERROR'
      ? truncated('The gzip stream ends too early. Upload the archive again.', error)
      : malformed('The gzip stream is damaged. Pack the clips again.', error);
  } finally {
    input.destroy();
    output.destroy();
  }
}
