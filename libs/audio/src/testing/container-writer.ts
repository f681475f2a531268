import { ascii, concat, formatBody } from './wav-writer.js';

/** Writes AIFF, AU, CAF and Wave64 files part by part for specs. Sizes and chunks may be wrong on purpose. */
export interface ContainerOptions {
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Bits of a sample. */
  readonly bits: number;
  /** The size of the samples that the file claims; true by default. */
  readonly dataSize?: number;
  /** Bytes of an unknown chunk in front of the samples. */
  readonly extra?: Uint8Array;
}

function big(value: number, bytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt(value));
  return new Uint8Array(view.buffer, 8 - bytes);
}

function padded(body: Uint8Array): Uint8Array {
  return body.length % 2 === 0 ? body : concat([body, new Uint8Array(1)]);
}

/** Writes a chunk of IFF. */
function iff(id: string, body: Uint8Array, size = body.length): Uint8Array {
  return concat([ascii(id), big(size, 4), padded(body)]);
}

/** Writes a positive number as an 80-bit float. */
function extended(value: number): Uint8Array {
  const exponent = Math.floor(Math.log2(value));
  const mantissa = new DataView(new ArrayBuffer(8));
  mantissa.setBigUint64(0, BigInt(Math.round(value * 2 ** (52 - exponent))) << 11n);
  return concat([big(16_383 + exponent, 2), new Uint8Array(mantissa.buffer)]);
}

/** @param compression writes AIFF-C with this compression type; AIFF without one */
export function aiff(data: Uint8Array, options: ContainerOptions, compression?: string): Uint8Array {
  const { channels, sampleRateHz, bits, dataSize = data.length, extra } = options;
  const frames = Math.floor((8 * data.length) / (channels * bits || 1));
  const common = [big(channels, 2), big(frames, 4), big(bits, 2), extended(sampleRateHz)];
  if (compression !== undefined) common.push(ascii(compression), ascii('\x03abc'));
  const body = concat([
    ascii(compression === undefined ? 'AIFF' : 'AIFC'),
    iff('COMM', concat(common)),
    ...(extra === undefined ? [] : [iff('NAME', extra)]),
    iff('SSND', concat([new Uint8Array(8), data]), dataSize + 8),
  ]);
  return iff('FORM', body);
}

export function au(data: Uint8Array, options: ContainerOptions, encoding: number): Uint8Array {
  const { channels, sampleRateHz, dataSize = data.length, extra = new Uint8Array(4) } = options;
  const header = [24 + extra.length, dataSize, encoding, sampleRateHz, channels].map((field) =>
    big(field, 4),
  );
  return concat([ascii('.snd'), ...header, extra, data]);
}

/** @param flags 1 for floats, 2 for little-endian numbers */
export function caf(data: Uint8Array, options: ContainerOptions, id: string, flags: number): Uint8Array {
  const { channels, sampleRateHz, bits, dataSize = data.length, extra } = options;
  const rate = new DataView(new ArrayBuffer(8));
  rate.setFloat64(0, sampleRateHz);
  const fields = [flags, Math.ceil((channels * bits) / 8), 1, channels, bits].map((field) => big(field, 4));
  return concat([
    ascii('caff\0\x01\0\0'),
    cafChunk('desc', concat([new Uint8Array(rate.buffer), ascii(id), ...fields])),
    ...(extra === undefined ? [] : [cafChunk('free', extra)]),
    cafChunk('data', concat([new Uint8Array(4), data]), dataSize < 0 ? -1 : dataSize + 4),
  ]);
}

export function cafChunk(id: string, body: Uint8Array, size = body.length): Uint8Array {
  return concat([ascii(id), big(size, 8), body]);
}

const GUID_TAIL = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a';

function w64Chunk(id: string, body: Uint8Array, size = body.length): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(size + 24), true);
  const padding = new Uint8Array((8 - (body.length % 8)) % 8);
  return concat([ascii(id + GUID_TAIL), new Uint8Array(view.buffer), body, padding]);
}

/** @param tag the format tag, as in WAV */
export function w64(data: Uint8Array, options: ContainerOptions, tag: number): Uint8Array {
  const { dataSize = data.length, extra } = options;
  const body = concat([
    ascii('wave' + GUID_TAIL),
    w64Chunk('fmt ', formatBody({ ...options, tag })),
    ...(extra === undefined ? [] : [w64Chunk('junk', extra)]),
    w64Chunk('data', data, dataSize),
  ]);
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(24 + body.length), true);
  return concat([
    ascii('riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0'),
    new Uint8Array(size.buffer),
    body,
  ]);
}
