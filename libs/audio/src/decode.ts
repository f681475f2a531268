import { asSerenadeError, SerenadeError, type ChannelPolicy, type CodedError } from '#libs/contracts';
import { decodeAdts, decodeM4a } from './codecs/aac.js';
import { decodeFlac } from './codecs/flac.js';
import { decodeMp3 } from './codecs/mp3.js';
import { decodeOgg } from './codecs/ogg.js';
import { endOfId3v2 } from './codecs/tags.js';
import { decodeImaAdpcm } from './ima-adpcm.js';
import { Deadline, DEFAULT_CLIP_LIMITS, checkDuration, type ClipLimits } from './limits.js';
import { mixDown } from './mixdown.js';
import type { PcmSink } from './pcm.js';
import { SAMPLE_READERS, type SampleReader } from './samples.js';
import { SignalCollector } from './signal-collector.js';
import { isCutMagic, latin1, sniff, type ClipFormat } from './sniff.js';
import { readWavLayout, type WavLayout } from './wav-layout.js';
import { WavStream } from './wav-stream.js';

/** The mean of a clip's channels at the rate it was recorded. */
export interface DecodedClip {
  /** [-1, 1] except where a float file itself goes beyond. */
  readonly signal: Float32Array; // [samples]
  readonly sampleRateHz: number;
  /** Channels of the file. */
  readonly channels: number;
  readonly durationSeconds: number;
  /** Largest magnitude of `signal`. */
  readonly peak: number;
}

/** A clip's sound at the rate it was recorded: one signal, or with the channel policy `each` one a channel. */
export interface DecodedAudio extends Omit<DecodedClip, 'signal'> {
  readonly signals: readonly Float32Array[]; // [signals][samples]
  /** Why there is no more of it, when a lenient decoding met damage. */
  readonly warning: CodedError | null;
}

export interface DecodeOptions {
  readonly limits?: ClipLimits;
  readonly channels?: ChannelPolicy;
  /** What comes before the damage is taken, with a warning. */
  readonly lenient?: boolean;
}

/** Samples that are decoded at a time, so that scratch memory stays in the first-level cache. */
const SLICE_SAMPLES = 4096;
/** Damage that leaves what came before it as it is. */
const LENIENT_CODES: ReadonlySet<string> = new Set(['clip.truncated', 'clip.malformed', 'clip.corrupt']);

/**
 * Decodes a WAV file (RIFF, RF64): PCM of 8 to 32 bits, float of 32 or 64, A-law, mu-law, IMA ADPCM. Memory is
 * bounded by a small multiple of the bytes given, whatever the header claims.
 *
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`,
 *   `clip.too_long`
 */
export function decodeWav(bytes: Uint8Array, limits: ClipLimits = DEFAULT_CLIP_LIMITS): DecodedClip {
  if (formatOf(bytes) !== 'wav')
    throw new SerenadeError('clip.unsupported_codec', 'The clip is no WAV file.');
  return decodeLayout(bytes, limitedLayout(bytes, limits));
}

/**
 * Decodes a clip: WAV, FLAC, MP3, Ogg Vorbis, Opus, AAC. What it is, its first bytes say. Length and rate that come out
 * are compared with what the container promises, if it does; a promise beyond the limits is refused before anything is
 * decoded.
 *
 * Time is limited as `Deadline` says. A decoder that failed is never used again: each clip has its own.
 *
 * @throws SerenadeError as `decodeWav`, and `clip.decode_failed`
 */
export async function decodeClip(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedAudio> {
  const { limits = DEFAULT_CLIP_LIMITS, channels = 'mix', lenient = false } = options;
  const format = formatOf(bytes);
  if (format === 'wav' && channels === 'mix' && !lenient) {
    const { signal, ...rest } = decodeLayout(bytes, limitedLayout(bytes, limits));
    return { ...rest, signals: [signal], warning: null };
  }
  const collector = new SignalCollector(channels, limits, new Deadline(bytes.length));
  let warning: CodedError | null = null;
  try {
    await decodeFormat(format, bytes, collector, lenient);
  } catch (reason) {
    warning = warningOf(reason, lenient, collector.frames);
  }
  const { frames, peak, signals } = collector;
  const { sampleRateHz, channels: count } = collector.format;
  return { signals, sampleRateHz, channels: count, durationSeconds: frames / sampleRateHz, peak, warning };
}

/**
 * @throws SerenadeError `clip.empty`, `clip.truncated` when the clip ends before its first bytes say anything,
 *   `clip.unsupported_codec`, `clip.not_audio`
 */
export function formatOf(bytes: Uint8Array): ClipFormat {
  if (bytes.length === 0) throw new SerenadeError('clip.empty', 'The clip has 0 bytes.');
  const isTagged = latin1(bytes, 0, 3) === 'ID3';
  const start = isTagged ? endOfId3v2(bytes) : 0;
  const found = sniff(bytes, start) ?? (isTagged ? { name: 'MP3', format: 'mp3' as const } : null);
  if (found?.format) return found.format;
  if (found) {
    const list = 'WAV, FLAC, MP3, Ogg Vorbis, Opus and AAC are decoded';
    throw new SerenadeError('clip.unsupported_codec', `The clip is ${found.name}; ${list}.`);
  }
  if (bytes.length < 4 && isCutMagic(bytes)) {
    throw new SerenadeError('clip.truncated', `The clip ends after ${bytes.length} bytes.`);
  }
  const shown = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new SerenadeError('clip.not_audio', `The clip begins with the bytes ${shown}, which is no audio.`);
}

/**
 * Decodes a clip of a known format into a sink.
 *
 * @throws SerenadeError as `decodeClip`, and what the sink throws; anything else that a decoder throws becomes
 *   `clip.malformed`
 */
export async function decodeFormat(
  format: ClipFormat,
  bytes: Uint8Array,
  sink: PcmSink,
  lenient: boolean,
): Promise<void> {
  try {
    await DECODERS[format](bytes, sink, lenient);
  } catch (reason) {
    throw reason instanceof SerenadeError ? reason : decoderFailure(reason);
  }
}

type FormatDecoder = (bytes: Uint8Array, sink: PcmSink, lenient: boolean) => Promise<void> | void;

const DECODERS: Readonly<Record<ClipFormat, FormatDecoder>> = {
  wav: (bytes, sink, lenient) => {
    const layout = readWavLayout(bytes, { isCutTaken: lenient });
    const stream = new WavStream(layout, sink);
    stream.push(bytes.subarray(layout.dataOffset));
    stream.end();
    if (layout.cut !== null) throw layout.cut;
  },
  flac: decodeFlac,
  mp3: decodeMp3,
  ogg: decodeOgg,
  mp4: decodeM4a,
  adts: decodeAdts,
};

/**
 * The warning that a lenient decoding gives in place of this error.
 *
 * @param frames frames decoded before it
 * @throws the error itself when nothing came before it or it is of another kind
 */
export function warningOf(error: unknown, lenient: boolean, frames: number): CodedError {
  if (!lenient || frames === 0 || !(error instanceof SerenadeError) || !LENIENT_CODES.has(error.code))
    throw error;
  return { code: error.code, message: error.message };
}

/** What a decoder throws besides coded errors: a trap of WebAssembly, a complaint, a buffer that is too small. */
function decoderFailure(reason: unknown): SerenadeError {
  const { message } = asSerenadeError(reason);
  return new SerenadeError('clip.malformed', `The decoder gave up: ${message}`, {}, { cause: reason });
}

function limitedLayout(bytes: Uint8Array, limits: ClipLimits): WavLayout {
  const layout = readWavLayout(bytes);
  checkDuration(layout.frames / layout.sampleRateHz, limits);
  return layout;
}

function decodeLayout(bytes: Uint8Array, layout: WavLayout): DecodedClip {
  const { codec, frames, channels, sampleRateHz } = layout;
  const signal = new Float32Array(frames);
  const peak =
    codec === 'ima-adpcm'
      ? decodeImaAdpcm(bytes, layout, signal)
      : decodeSamples(bytes, layout, SAMPLE_READERS[codec], signal);
  return { signal, sampleRateHz, channels, durationSeconds: frames / sampleRateHz, peak };
}

/** Decodes and mixes down slice by slice; returns the largest magnitude. */
function decodeSamples(
  bytes: Uint8Array,
  layout: WavLayout,
  read: SampleReader,
  signal: Float32Array,
): number {
  const { channels, blockAlign, dataOffset, frames } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sliceFrames = Math.max(1, Math.floor(SLICE_SAMPLES / channels));
  const slice = new Float64Array(sliceFrames * channels); // [frames, channels]
  let peak = 0;
  for (let at = 0; at < frames; at += sliceFrames) {
    const count = Math.min(sliceFrames, frames - at);
    read(view, dataOffset + at * blockAlign, count * channels, slice);
    peak = Math.max(peak, mixDown(slice, count, channels, signal, at));
  }
  return peak;
}
