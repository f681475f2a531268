import { malformedClip, unsupportedClip } from '../clip-errors.js';
import { readEbmlElements, readEbmlFloat, readEbmlNumber, type EbmlElement } from './ebml.js';
import { latin1 } from './sniff.js';
import type { TrackKind } from './track.js';

/** A track entry (RFC 9559 §5.1.4). */
export interface MatroskaTrack {
  readonly number: number;
  readonly kind: TrackKind;
  readonly isDefault: boolean;
  readonly isEnabled: boolean;
  readonly codecId: string;
  readonly codecPrivate: Uint8Array;
  readonly codecDelayNs: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bits: number;
  /** Bytes that each frame lost at its beginning. */
  readonly strippedHeader: Uint8Array;
}

const NUMBER = 0xd7;
const TYPE = 0x83;
const ENABLED = 0xb9;
const DEFAULT = 0x88;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CODEC_DELAY = 0x56aa;
const AUDIO = 0xe1;
const SAMPLING_FREQUENCY = 0xb5;
const CHANNELS = 0x9f;
const BIT_DEPTH = 0x6264;
const ENCODINGS = 0x6d80;
const ENCODING = 0x6240;
const COMPRESSION = 0x5034;
const COMPRESSION_ALGORITHM = 0x4254;
const COMPRESSION_SETTINGS = 0x4255;
const ENCRYPTION = 0x5035;

const KINDS: Readonly<Record<number, TrackKind>> = { 1: 'video', 2: 'audio', 17: 'subtitle' };
const HEADER_STRIPPING = 3;

/** @throws SerenadeError `clip.malformed`, `clip.unsupported_codec` */
export function readMatroskaTrack(bytes: Uint8Array, { start, end }: EbmlElement): MatroskaTrack {
  const fields = new Map<number, EbmlElement>();
  for (const element of readEbmlElements(bytes, start, end)) fields.set(element.id, element);
  const audio = fields.get(AUDIO);
  if (audio !== undefined)
    for (const element of readEbmlElements(bytes, audio.start, audio.end)) fields.set(element.id, element);
  const number = (id: number, missing: number) => {
    const element = fields.get(id);
    return element === undefined ? missing : readEbmlNumber(bytes, element);
  };
  const content = (id: number) => {
    const element = fields.get(id);
    return element === undefined ? new Uint8Array() : bytes.subarray(element.start, element.end);
  };
  const codecId = content(CODEC_ID);
  const rate = fields.get(SAMPLING_FREQUENCY);
  const encodings = fields.get(ENCODINGS);
  const kind = KINDS[number(TYPE, 0)] ?? 'other';
  return {
    number: number(NUMBER, 0),
    kind,
    isDefault: number(DEFAULT, 1) !== 0,
    isEnabled: number(ENABLED, 1) !== 0,
    codecId: latin1(codecId, 0, 64).replace(/\0.*$/s, ''),
    codecPrivate: content(CODEC_PRIVATE),
    codecDelayNs: number(CODEC_DELAY, 0),
    sampleRateHz: rate === undefined ? 8000 : readEbmlFloat(bytes, rate),
    channels: number(CHANNELS, 1),
    bits: number(BIT_DEPTH, 0),
    strippedHeader:
      encodings === undefined || kind !== 'audio' ? new Uint8Array() : readStrippedHeader(bytes, encodings),
  };
}

/** Reads the bytes that header stripping removed; other compression, and encryption, are not supported. */
function readStrippedHeader(bytes: Uint8Array, { start, end }: EbmlElement): Uint8Array {
  let stripped = new Uint8Array();
  let algorithm = 0;
  for (const encoding of readEbmlElements(bytes, start, end)) {
    if (encoding.id !== ENCODING) continue;
    for (const part of readEbmlElements(bytes, encoding.start, encoding.end)) {
      if (part.id === ENCRYPTION) throw unsupportedClip('The clip is encrypted.');
      if (part.id !== COMPRESSION) continue;
      for (const field of readEbmlElements(bytes, part.start, part.end)) {
        if (field.id === COMPRESSION_ALGORITHM) algorithm = readEbmlNumber(bytes, field);
        if (field.id === COMPRESSION_SETTINGS) stripped = bytes.slice(field.start, field.end);
      }
      if (algorithm !== HEADER_STRIPPING)
        throw unsupportedClip(
          `The clip is a Matroska track with compression ${algorithm}, which is not supported.`,
        );
    }
  }
  if (stripped.length > MOST_STRIPPED_BYTES)
    throw malformedClip(`The Matroska track lost ${stripped.length} bytes of each frame.`);
  return stripped;
}

/** Real headers have a few bytes. Each frame gets a copy, so a long one would multiply the size of the clip. */
const MOST_STRIPPED_BYTES = 16;
