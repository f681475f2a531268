import { NO_PREPROCESSING, type CodedError, type Preprocessing, type Resampler } from '#libs/contracts';
import { decodeClip, formatOf } from './decode.js';
import { flacToWav16 } from './flac-pcm16.js';
import { Deadline, DEFAULT_CLIP_LIMITS, type ClipLimits } from './limits.js';
import { pcm16Signal } from './pcm16-signal.js';
import { preprocess } from './preprocess.js';
import { resample, SIGNAL_RATE_HZ } from './resample.js';

/** A clip as feature extractors take it, and what is to be reported of it. */
export interface ClipSignals {
  /** At 16 kHz; one, or with the channel policy `each` one a channel. */
  readonly signals: readonly Float32Array[]; // [signals][samples]
  /** As recorded. */
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationSeconds: number;
  readonly peak: number;
  readonly warning: CodedError | null;
}

export interface ClipSignalsOptions {
  readonly resampler?: Resampler;
  /** Left out: channels are mixed, nothing else. */
  readonly preprocessing?: Preprocessing | undefined;
  readonly limits?: ClipLimits;
  /** Samples at 16 kHz that count, when only the beginning does; more may be given. */
  readonly maxSamples?: number;
  /** Where a signal may go, as for `pcm16Signal`. */
  readonly allocate?: (samples: number) => Float32Array;
  /** Told what resampling took, in milliseconds, where it is a step of its own. */
  readonly onResampled?: (milliseconds: number) => void;
}

/**
 * Decodes a clip, picks channels, resamples and preprocesses it, all but segments.
 *
 * @throws SerenadeError as `decodeClip` and `preprocess`
 */
export async function clipSignals(bytes: Uint8Array, options: ClipSignalsOptions = {}): Promise<ClipSignals> {
  const { resampler = 'kaiser-8', preprocessing = NO_PREPROCESSING, limits = DEFAULT_CLIP_LIMITS } = options;
  const fast = options.preprocessing === undefined ? integerPath(bytes, { ...options, limits }) : null;
  if (fast !== null) {
    const { signal, ...rest } = fast;
    return { ...rest, signals: [signal], warning: null };
  }
  const { channels, lenient } = preprocessing;
  const { signals, ...rest } = await decodeClip(bytes, { limits, channels, lenient });
  const decodedAt = performance.now();
  const at16k = signals.map((signal) => resample(signal, rest.sampleRateHz, SIGNAL_RATE_HZ, resampler));
  options.onResampled?.(performance.now() - decodedAt);
  return { ...rest, signals: at16k.map((signal) => preprocess(signal, preprocessing)) };
}

/** Of what is 16-bit PCM, as it stands or inside FLAC. */
function integerPath(bytes: Uint8Array, options: ClipSignalsOptions & { readonly limits: ClipLimits }) {
  const { resampler, limits, maxSamples, allocate } = options;
  const format = formatOf(bytes);
  const wav =
    format === 'wav'
      ? bytes
      : format === 'flac'
        ? flacToWav16(bytes, limits, new Deadline(bytes.length))
        : null;
  if (wav === null) return null;
  return pcm16Signal(wav, {
    limits,
    ...(resampler === undefined ? {} : { resampler }),
    ...(maxSamples === undefined ? {} : { maxSamples }),
    ...(allocate === undefined ? {} : { allocate }),
  });
}
