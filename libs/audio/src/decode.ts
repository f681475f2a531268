import { asSerenadeError, SerenadeError, type ChannelPolicy, type CodedError } from '#libs/contracts';
import { decodeAdts, decodeM4a } from './codecs/aac.js';
import { decodeAmr } from './codecs/amr.js';
import { decodeCaf } from './codecs/caf.js';
import { decodeFlac } from './codecs/flac.js';
import { decodeMp3 } from './codecs/mp3.js';
import { decodeOgg } from './codecs/ogg.js';
import { decodeSamples, mixDownSamples } from './codecs/decode-samples.js';
import { Deadline, DEFAULT_CLIP_LIMITS, checkDuration, type ClipLimits } from './limits.js';
import type { CodedFormat, OpenClip, OpenPcm } from './open-clip.js';
import type { PcmSink } from './pcm.js';
import { SignalCollector } from './signal-collector.js';

/** Facts about a recording. */
export interface ClipFacts {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationSeconds: number;
  /** Largest magnitude of the signals before they are resampled. */
  readonly peak: number;
  /** The damage at which a lenient decoding stopped; null if the clip is whole. */
  readonly warning: CodedError | null;
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
const LENIENT_CODES: ReadonlySet<string> = new Set(['clip.truncated', 'clip.malformed', 'clip.corrupt']);

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
  let warning: CodedError | null = null;
  try {
    await decodeInto(clip, collector, lenient);
  } catch (reason) {
    warning = toWarning(reason, lenient, collector.frames);
  }
  const { frames, peak, signals } = collector;
  const { sampleRateHz, channels: count } = collector.format;
  return { signals, sampleRateHz, channels: count, durationSeconds: frames / sampleRateHz, peak, warning };
}

function mixSamples(clip: OpenPcm, limits: ClipLimits): DecodedAudio {
  const { frames, channels, sampleRateHz } = clip.layout;
  const durationSeconds = frames / sampleRateHz;
  checkDuration(durationSeconds, limits);
  const signal = new Float32Array(frames);
  const peak = mixDownSamples(clip, signal);
  return { signals: [signal], sampleRateHz, channels, durationSeconds, peak, warning: null };
}

/**
 * Decodes a clip into a sink.
 *
 * @throws SerenadeError as `decodeClip`, and what the sink throws; any other error of a decoder becomes
 *   `clip.malformed`
 */
export async function decodeInto(clip: OpenClip, sink: PcmSink, lenient: boolean): Promise<void> {
  try {
    if (clip.format === 'samples') decodeSamples(clip, sink);
    else await DECODERS[clip.format](clip.bytes, sink, lenient);
  } catch (reason) {
    throw reason instanceof SerenadeError ? reason : toCodedError(reason);
  }
}

type Decoder = (bytes: Uint8Array, sink: PcmSink, lenient: boolean) => Promise<void> | void;

const DECODERS: Readonly<Record<CodedFormat, Decoder>> = {
  flac: decodeFlac,
  mp3: decodeMp3,
  ogg: decodeOgg,
  mp4: decodeM4a,
  adts: decodeAdts,
  amr: decodeAmr,
  caf: decodeCaf,
};

/**
 * Converts an error of a lenient decoding to a warning.
 *
 * @param frames number of frames decoded before the error
 * @throws the error itself when no frame came before it, or when its kind is not damage
 */
export function toWarning(error: unknown, lenient: boolean, frames: number): CodedError {
  if (!lenient || frames === 0 || !(error instanceof SerenadeError) || !LENIENT_CODES.has(error.code))
    throw error;
  return { code: error.code, message: error.message };
}

/** Decoders also throw errors without a code: a trap of WebAssembly, a reported fault, a buffer that is too small. */
export function toCodedError(reason: unknown): SerenadeError {
  const { message } = asSerenadeError(reason);
  return new SerenadeError('clip.malformed', `The decoder gave up: ${message}`, {}, { cause: reason });
}
