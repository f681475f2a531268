import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SerenadeError } from '#libs/contracts';
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
 * Yields the tar within a compressed stream, or the stream itself.
 *
 * @throws SerenadeError `archive.malformed`, `archive.truncated`, `archive.too_large` for a bomb, and what the stream
 * throws
 */
export async function* decompressed(
  packed: AsyncIterable<Uint8Array>,
  format: 'tar' | 'tar.gz' | 'tar.zst',
  limits: DecompressionLimits = DEFAULT_DECOMPRESSION_LIMITS,
): AsyncGenerator<Uint8Array, void, undefined> {
  let taken = 0;
  let given = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of packed) {
      taken += piece.length;
      yield piece;
    }
  };
  const unpack = { tar: (bytes: AsyncIterable<Uint8Array>) => bytes, 'tar.gz': gunzip, 'tar.zst': unzstd };
  for await (const piece of unpack[format](counted())) {
    given += piece.length;
    const isBomb = given > limits.ratioFloorBytes && given > taken * limits.maxRatio;
    if (isBomb || given > limits.maxBytes) {
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    const cause = { cause: error };
    if (code === 'Z_BUF_ERROR')
      throw new SerenadeError(
        'archive.truncated',
        'The gzip stream ends too early; upload it again.',
        {},
        cause,
      );
    throw new SerenadeError(
      'archive.malformed',
      'The gzip stream is damaged; pack the clips again.',
      {},
      cause,
    );
  } finally {
    input.destroy();
    output.destroy();
  }
}
