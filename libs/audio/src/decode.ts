import { asSerenadeError, SerenadeError, type ChannelPolicy, type ClipWarning } from '#libs/contracts';
import { decodeAdts, decodePackets } from './codecs/aac.js';
import { decodeAmr } from './codecs/amr.js';
import { decodeCaf } from './codecs/caf.js';
import { decodeFlac } from './codecs/flac.js';
import { decodeMp3 } from './codecs/mp3.js';
import { decodeOgg } from './codecs/ogg.js';
import { decodeSamples, mixDownSamples } from './codecs/decode-samples.js';
import { Deadline, DEFAULT_CLIP_LIMITS, checkDuration, type ClipLimits } from './limits.js';
import type { CodedFormat, OpenClip, OpenPcm } from './open-clip.js';
import type { PcmSink } from './pcm.js';
import { judgeReading, warnOfPeak, type Reading } from './reading.js';
import { SignalCollector } from './signal-collector.js';
import { TrimSink } from './trim-sink.js';

/** Facts about a recording. */
export interface ClipFacts {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationSeconds: number;
  /** Largest magnitude of the signals before they are resampled. */
  readonly peak: number;
  /** What is odd about the clip, although its sound was read; null if nothing is. */
  readonly warning: ClipWarning | null;
}

export interface DecodedAudio extends ClipFacts {
  /** One signal; with the channel policy `each`, one per channel. Within [-1, 1] unless a float file exceeds it. */
  readonly signals: readonly Float32Array[]; // [signals][samples]
}

export interface DecodeOptions {
  readonly limits?: ClipLimits;
  readonly channels?: ChannelPolicy;
  /** Keeps the sound before damage and reports a warning. */
  readonly lenient?: boolean;
}

/** Codes of damage that does not affect the sound before it. */
const LENIENT_CODES = ['clip.truncated', 'clip.malformed', 'clip.corrupt'] as const;

/**
 * Decodes a clip. The decoders compare length and rate with the container's
 * promise, and reject a promise beyond the limits before they decode anything. A file of samples needs a small multiple
 * of its bytes as memory, whatever its header claims.
 *
 * `Deadline` limits the time. Each clip has its own decoder, so a failed one is never reused.
 *
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`,
 *   `clip.too_long`, `clip.decode_failed`
 */
export async function decodeClip(clip: OpenClip, options: DecodeOptions = {}): Promise<DecodedAudio> {
  const { limits = DEFAULT_CLIP_LIMITS, channels = 'mix', lenient = false } = options;
  if (clip.format === 'samples' && channels === 'mix' && !lenient) return mixSamples(clip, limits);
  const collector = new SignalCollector(channels, limits, new Deadline(clip.bytes.length));
  const warning = await catchDamage(lenient, collector, () => decodeInto(clip, collector, lenient));
  const { frames, peak, signals } = collector;
  const { sampleRateHz, channels: count } = collector.format;
  const durationSeconds = frames / sampleRateHz;
  return {
    signals,
    sampleRateHz,
    channels: count,
    durationSeconds,
    peak,
    warning: warnOfPeak(warning, peak),
  };
}

function mixSamples(clip: OpenClip & OpenPcm, limits: ClipLimits): DecodedAudio {
  const { frames, channels, sampleRateHz } = clip.layout;
  const durationSeconds = frames / sampleRateHz;
  checkDuration(durationSeconds, limits);
  const signal = new Float32Array(frames);
  const peak = mixDownSamples(clip, signal);
  const read = judgeReading(clip.layout.reading, clip.bytes.length, false);
  const warning = warnOfPeak(read ?? clip.container?.warning ?? null, peak);
  return { signals: [signal], sampleRateHz, channels, durationSeconds, peak, warning };
}

/**
 * Decodes a clip into a sink.
 *
 * @returns a warning about the clip, or null
 * @throws SerenadeError as `decodeClip`, and what the sink throws; any other error of a decoder becomes
 *   `clip.malformed`
 */
export async function decodeInto(
  clip: OpenClip,
  sink: PcmSink,
  lenient: boolean,
): Promise<ClipWarning | null> {
  const { window = null, warning = null, error = null } = clip.container ?? {};
  const trim = window === null ? null : new TrimSink(sink, window);
  const target = trim ?? sink;
  try {
    const reading =
      clip.format === 'samples'
        ? decodeSamples(clip, target)
        : clip.format === 'packets'
          ? await decodePackets(clip.coded, clip.window, target)
          : await DECODERS[clip.format](clip.bytes, target, lenient);
    trim?.end();
    if (error !== null) throw error;
    return judgeReading(reading, clip.bytes.length, lenient) ?? warning;
  } catch (reason) {
    throw reason instanceof SerenadeError ? reason : toCodedError(reason);
  }
}

type Decoder = (bytes: Uint8Array, sink: PcmSink, lenient: boolean) => Promise<Reading> | Reading;

const DECODERS: Readonly<Record<CodedFormat, Decoder>> = {
  flac: decodeFlac,
  mp3: decodeMp3,
  ogg: decodeOgg,
  adts: decodeAdts,
  amr: decodeAmr,
  caf: decodeCaf,
};

/**
 * Returns the warning of a decoding. If it is lenient, damage behind the first frame is a warning too.
 *
 * @throws SerenadeError any other error of the decoding
 */
export async function catchDamage(
  lenient: boolean,
  sink: { readonly frames: number },
  decode: () => Promise<ClipWarning | null>,
): Promise<ClipWarning | null> {
  try {
    return await decode();
  } catch (error) {
    if (!lenient || sink.frames === 0 || !(error instanceof SerenadeError)) throw error;
    const code = LENIENT_CODES.find((each) => each === error.code);
    if (code === undefined) throw error;
    return { code, message: error.message };
  }
}

/** Decoders also throw errors without a code: a trap of WebAssembly, a reported fault, a buffer that is too small. */
export function toCodedError(reason: unknown): SerenadeError {
  const { message } = asSerenadeError(reason);
  return new SerenadeError('clip.malformed', `The decoder gave up: ${message}`, {}, { cause: reason });
}
