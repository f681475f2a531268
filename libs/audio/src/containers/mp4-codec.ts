import { malformedClip, unsupportedClip } from '../clip-errors.js';
import { findMp4Box, readMp4Boxes, type Mp4Box } from './mp4-boxes.js';
import { buildOpusHead, describePlain, describeSamples, splitXiphHeaders } from './track-codec.js';
import type { TrackCodec } from './track.js';

const unsupported = (what: string) => unsupportedClip(`The clip is ${what}, which is not supported.`);
const malformed = (what: string) => malformedClip(`The MP4 file ${what}.`);

/** A sample description: the fields of its audio entry, and the boxes within the entry. */
interface Entry {
  readonly type: string;
  readonly channels: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  /** Flags of linear PCM in a QuickTime description of version 2; null in other versions. */
  readonly pcmFlags: number | null;
  readonly inside: { readonly start: number; readonly end: number };
}

/**
 * Reads the codec of a track from its first sample description (ISO/IEC 14496-12 §12.2.3, 14496-14 §5.6, QuickTime File
 * Format "Sound sample descriptions").
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function readMp4Codec(bytes: Uint8Array, stsd: Mp4Box): TrackCodec {
  const entry = readEntry(bytes, stsd);
  const { type } = entry;
  const find = (...path: readonly [string, ...string[]]) => {
    try {
      const box = findMp4Box(bytes, entry.inside, ...path);
      return box === null ? null : bytes.subarray(box.start, box.end);
    } catch {
      return null; // QuickTime ends descriptions with four zeros, which are no box
    }
  };
  const content = (name: string) => find(name) ?? find('wave', name);
  if (type === 'mp4a') return readMpeg4(content('esds'));
  if (type === '.mp3' || type === 'ms\0U') return { name: 'mpeg' };
  if (type === 'alac') return { name: 'alac', config: content('alac')?.subarray(4) ?? new Uint8Array() };
  if (type === 'samr' || type === 'sawb') return { name: 'amr', band: type === 'samr' ? 'nb' : 'wb' };
  if (type === 'fLaC') {
    const blocks = content('dfLa')?.subarray(4) ?? new Uint8Array();
    return { name: 'flac', header: Buffer.concat([Buffer.from('fLaC'), blocks]) };
  }
  if (type === 'Opus') return readOpus(content('dOps'));
  if (type === 'enca') throw unsupported('an encrypted MP4 file');
  const samples = readSamples(entry, content('enda')?.at(-1) === 1, content('pcmC'));
  if (samples !== null) return samples;
  throw unsupported(`an MP4 file of codec ${JSON.stringify(type)}`);
}

function readEntry(bytes: Uint8Array, stsd: Mp4Box): Entry {
  const box = readMp4Boxes(bytes, stsd.start + 8, stsd.end).next().value;
  if (box === undefined) throw malformed('describes no codec');
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start);
  if (view.byteLength < 28) throw malformed('has a cut sample description');
  // In ISO files, version 1 of the description adds no fields; stsd then has version 1 too.
  const version = bytes[stsd.start] === 1 ? 0 : view.getUint16(8);
  const size = version === 1 ? 44 : version === 2 ? 64 : 28;
  if (view.byteLength < size) throw malformed('has a cut sample description');
  const isLong = version === 2;
  return {
    type: box.type,
    channels: isLong ? view.getUint32(40) : view.getUint16(16),
    bits: isLong ? view.getUint32(48) : view.getUint16(18),
    sampleRateHz: isLong ? view.getFloat64(32) : view.getUint32(24) / 65_536,
    pcmFlags: isLong ? view.getUint32(52) : null,
    inside: { start: box.start + size, end: box.end },
  };
}

const AAC_TYPES = [0x40, 0x66, 0x67, 0x68];
const MPEG_TYPES = [0x69, 0x6b];
const VORBIS_TYPE = 0xdd;

function readMpeg4(esds: Uint8Array | null): TrackCodec {
  const { objectType, info } = readDescriptors(esds?.subarray(4) ?? new Uint8Array());
  if (MPEG_TYPES.includes(objectType)) return { name: 'mpeg' };
  if (objectType === VORBIS_TYPE && info !== null) return { name: 'vorbis', headers: splitXiphHeaders(info) };
  // Some writers leave the object type of AAC at 0.
  if (info !== null && (objectType === 0 || AAC_TYPES.includes(objectType)))
    return { name: 'aac', config: info };
  throw unsupported(`an MP4 file of codec mp4a (object type ${objectType}) without an AAC configuration`);
}

/** Returns the configuration of the decoder in an `esds` box, behind its version; null without one. */
export function findDecoderSpecificInfo(bytes: Uint8Array): Uint8Array | null {
  return readDescriptors(bytes).info;
}

/** Walks descriptors (ISO/IEC 14496-1 §7.2.6): ES 3, within it DecoderConfig 4, within it DecoderSpecificInfo 5. */
function readDescriptors(bytes: Uint8Array): { objectType: number; info: Uint8Array | null } {
  let objectType = 0;
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at++];
    let length = 0;
    for (let more = true; more && at < bytes.length; at++) {
      length = (length * 128 + ((bytes[at] ?? 0) & 127)) % 2 ** 32;
      more = ((bytes[at] ?? 0) & 128) !== 0;
    }
    if (tag === 4) objectType = bytes[at] ?? 0;
    if (tag === 5) {
      const info = length >= 2 && at + length <= bytes.length ? bytes.subarray(at, at + length) : null;
      return { objectType, info };
    }
    at += tag === 3 ? 3 : tag === 4 ? 13 : length;
  }
  return { objectType, info: null };
}

/** Reads a `dOps` box (Encapsulation of Opus in ISO Base Media File Format §4.3.2). */
function readOpus(box: Uint8Array | null): TrackCodec {
  if (box === null || box.length < 11) throw malformed('has no header of Opus');
  const view = new DataView(box.buffer, box.byteOffset, box.length);
  const [channels, preSkip, gain] = [view.getUint8(1), view.getUint16(2), view.getInt16(8)];
  return { name: 'opus', head: buildOpusHead({ channels, preSkip, gain, mapping: box.subarray(10) }) };
}

/** Describes uncompressed samples; null for any other codec. */
function readSamples(entry: Entry, isLittle: boolean, pcmC: Uint8Array | null): TrackCodec | null {
  const { type, channels, sampleRateHz, bits, pcmFlags } = entry;
  const plain = { kind: 'integer', channels, sampleRateHz, isBigEndian: !isLittle, isSigned8: true } as const;
  switch (type) {
    case 'sowt':
      return describeSamples({ ...plain, bits, isBigEndian: false });
    case 'twos':
      return describeSamples({ ...plain, bits, isBigEndian: true });
    case 'NONE':
    case 'raw ':
      return describeSamples({ ...plain, bits, isSigned8: false });
    case 'in24':
    case 'in32':
      return describeSamples({ ...plain, bits: Number(type.slice(2)) });
    case 'fl32':
    case 'fl64':
      return describeSamples({ ...plain, kind: 'float', bits: Number(type.slice(2)) });
    case 'alaw':
      return describePlain('a-law', channels, sampleRateHz);
    case 'ulaw':
      return describePlain('mu-law', channels, sampleRateHz);
    case 'ipcm':
    case 'fpcm': {
      // ISO/IEC 23003-5: version and flags, format flags, bits.
      const [, , , , flags = 0, width = 0] = pcmC ?? [];
      const kind = type === 'ipcm' ? 'integer' : 'float';
      return describeSamples({ ...plain, kind, bits: width, isBigEndian: (flags & 1) === 0 });
    }
    case 'lpcm': {
      const flags = pcmFlags ?? 4;
      const [isFloat, isBigEndian, isSigned8] = [(flags & 1) !== 0, (flags & 2) !== 0, (flags & 4) !== 0];
      return describeSamples({ ...plain, kind: isFloat ? 'float' : 'integer', bits, isBigEndian, isSigned8 });
    }
    default:
      return null;
  }
}
