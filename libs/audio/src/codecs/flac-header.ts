import { crc8 } from '../containers/crc.js';
import type { FlacStreamInfo } from './flac-stream-info.js';
import { malformedClip, truncatedClip } from '../clip-errors.js';

const malformed = (start: number, what: string) => malformedClip(`The FLAC frame at byte ${start} ${what}.`);

export type FlacChannelMode = 'independent' | 'left-side' | 'side-right' | 'mid-side';

export interface FlacFrameHeader {
  readonly blockSize: number;
  readonly channelMode: FlacChannelMode;
  /** Offset of the first subframe. */
  readonly end: number;
}

/** Rates by code (RFC 9639 §9.1.2); 0 refers to STREAMINFO, and 12 to 14 mean that the rate follows. */
const RATES = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
/** Bits by code (RFC 9639 §9.1.4); 0 refers to STREAMINFO. */
const WIDTHS = [0, 8, 12, -1, 16, 20, 24, 32];

/**
 * Reads a frame header (RFC 9639 §9.1), which must agree with STREAMINFO and with its own checksum.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`
 */
export function readFrameHeader(bytes: Uint8Array, start: number, info: FlacStreamInfo): FlacFrameHeader {
  let at = start;
  const next = (count: number): number => {
    if (at + count > bytes.length) {
      throw truncatedClip(`The clip ends after ${bytes.length} bytes, within a FLAC frame.`);
    }
    let value = 0;
    for (const end = at + count; at < end; at++) value = value * 256 + (bytes[at] ?? 0);
    return value;
  };
  const sync = next(2);
  const [sizeAndRate, modeAndWidth] = [next(1), next(1)];
  const isReserved = (sync & 0xfffe) !== 0xfff8 || (modeAndWidth & 1) !== 0;
  if (isReserved) throw malformed(start, 'does not begin with a FLAC frame header');
  const numberBytes = measureNumber(next(1), start);
  at += numberBytes - 1; // the number is not needed, since frames follow one another
  const blockSize = readBlockSize(sizeAndRate >> 4, next, start);
  const rate = readRate(sizeAndRate & 15, next, start);
  const end = at + 1;
  if (next(1) !== crc8(bytes, start, end - 1))
    throw malformed(start, 'has a header that does not match its checksum');
  const width = WIDTHS[(modeAndWidth >> 1) & 7] ?? -1;
  if (blockSize > info.maxBlockSize)
    throw malformed(start, `has ${blockSize} samples; the limit is ${info.maxBlockSize}`);
  if (rate !== 0 && rate !== info.sampleRateHz)
    throw malformed(start, `has ${rate} Hz, not ${info.sampleRateHz}`);
  if (width !== 0 && width !== info.bitsPerSample)
    throw malformed(start, `has ${width} bits, not ${info.bitsPerSample}`);
  return { blockSize, channelMode: decodeChannelMode(modeAndWidth >> 4, info.channels, start), end };
}

/** Returns the size in bytes of a number coded like a UTF-8 character, extended to 36 bits. */
function measureNumber(first: number, start: number): number {
  const ones = Math.clz32(~(first << 24));
  if (ones === 1 || ones > 7) throw malformed(start, 'has an impossible number');
  return Math.max(1, ones);
}

function readBlockSize(code: number, next: (count: number) => number, start: number): number {
  if (code === 0) throw malformed(start, 'has a reserved block size');
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  if (code === 6) return next(1) + 1;
  return code === 7 ? next(2) + 1 : 1 << code;
}

function readRate(code: number, next: (count: number) => number, start: number): number {
  if (code === 12) return next(1) * 1000;
  if (code === 13) return next(2);
  if (code === 14) return next(2) * 10;
  const rate = RATES[code];
  if (rate === undefined) throw malformed(start, 'has a reserved rate');
  return rate;
}

function decodeChannelMode(code: number, channels: number, start: number): FlacChannelMode {
  const mode = (['left-side', 'side-right', 'mid-side'] as const)[code - 8];
  if (mode === undefined ? code + 1 === channels : channels === 2) return mode ?? 'independent';
  throw malformed(start, `has the channel assignment ${code} for ${channels} channels`);
}
