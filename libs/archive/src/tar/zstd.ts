import { Decompress } from 'fzstd';
import { malformed, truncated, unsupported } from '../faults.js';
import { ByteReader } from './byte-reader.js';

/** Section numbers in this file are those of RFC 8878. */
const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** Limit in bytes on the memory for one frame. `zstd -19` needs 8 MiB; `--long` and `--ultra` need more. */
const LARGEST_WINDOW = 32 * 1024 ** 2;
const LARGEST_BLOCK = 128 * 1024; // 3.1.1.2.4

/**
 * Unpacks zstd block by block, so that at most one unpacked block is in memory. From several blocks at once, the decoder
 * could unpack 64 KiB into gigabytes before it returns. Content checksums are not compared.
 *
 * The decoder is fzstd, because Node contains zstd only since version 22.15.
 *
 * @throws SerenadeError `archive.malformed`, `archive.truncated`, `archive.unsupported` for a large window
 */
export async function* unzstd(
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new ByteReader(packed);
  try {
    for (;;) {
      const magic = await reader.take(4);
      if (magic.length === 0) return;
      if (magic.length < 4) throw endsEarly();
      const number = magic.readUInt32LE(0);
      if ((number & 0xfffffff0) >>> 0 === SKIPPABLE) await skipFrame(reader);
      else if (number === MAGIC) yield* unpackFrame(reader, magic);
      else throw malformed('The stream contains something other than a zstd frame.');
    }
  } finally {
    await reader.close();
  }
}

async function skipFrame(reader: ByteReader): Promise<void> {
  const length = (await readExactly(reader, 4)).readUInt32LE(0);
  if ((await reader.skip(length)) < length) throw endsEarly();
}

async function* unpackFrame(reader: ByteReader, magic: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  let unpacked: Uint8Array[] = [];
  const decoder = new Decompress((piece) => void unpacked.push(piece));
  const decode = (bytes: Uint8Array): void => {
    try {
      decoder.push(bytes);
    } catch (error) {
      throw malformed('A zstd block is damaged.', error);
    }
  };
  const { header, hasChecksum } = await readFrameHeader(reader);
  decode(Buffer.concat([magic, header]));
  for (let isLast = false; !isLast;) {
    const head = await readExactly(reader, 3);
    const field = head.readUIntLE(0, 3);
    isLast = (field & 1) === 1;
    const type = (field >>> 1) & 3;
    const size = field >>> 3;
    if (type === 3 || size > LARGEST_BLOCK) throw malformed('A zstd block has an impossible type or size.');
    decode(Buffer.concat([head, await readExactly(reader, type === 1 ? 1 : size)]));
    yield* unpacked;
    unpacked = [];
  }
  if (hasChecksum) decode(await readExactly(reader, 4));
  yield* unpacked;
}

/** Reads the header of a frame, which follows its magic number (3.1.1.1). */
async function readFrameHeader(reader: ByteReader): Promise<{ header: Buffer; hasChecksum: boolean }> {
  const descriptor = await readExactly(reader, 1);
  const flags = descriptor[0] ?? 0;
  const isSingleSegment = (flags & 0x20) !== 0;
  const sizeFlag = flags >>> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const rest = await readExactly(reader, (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes);
  const window = isSingleSegment
    ? parseContentSize(rest.subarray(dictionaryBytes), sizeFlag)
    : parseWindowSize(rest[0] ?? 0);
  if (window > LARGEST_WINDOW) {
    throw unsupported('The archive needs a zstd window above 32 MiB. Pack it without --long and --ultra.');
  }
  return { header: Buffer.concat([descriptor, rest]), hasChecksum: (flags & 4) !== 0 };
}

function parseWindowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

function parseContentSize(field: Buffer, flag: number): number {
  if (flag === 0) return field[0] ?? 0;
  if (flag === 1) return field.readUInt16LE(0) + 256;
  return flag === 2 ? field.readUInt32LE(0) : Number(field.readBigUInt64LE(0));
}

async function readExactly(reader: ByteReader, length: number): Promise<Buffer> {
  const bytes = await reader.take(length);
  if (bytes.length < length) throw endsEarly();
  return bytes;
}

function endsEarly() {
  return truncated('The zstd stream ends too early. Upload the archive again.');
}
