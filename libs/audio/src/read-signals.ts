import { NO_PREPROCESSING, type CodedError, type Preprocessing, type Resampler } from '#libs/contracts';
import { decodeClip } from './decode.js';
import { decodeIntegers } from './integer-path.js';
import { DEFAULT_CLIP_LIMITS, type ClipLimits } from './limits.js';
import { openClip } from './open-clip.js';
import { preprocess } from './preprocess.js';
import { resample, SIGNAL_RATE_HZ } from './resample.js';

/** The signals of a clip for feature extractors, and facts to report about the clip. */
export interface ClipSignals {
  /** One signal at 16 kHz; with the channel policy `each`, one per channel. */
  readonly signals: readonly Float32Array[]; // [signals][samples]
  /** Rate, channels, duration and peak are those of the recording. */
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationSeconds: number;
  readonly peak: number;
  readonly warning: CodedError | null;
}

export interface ClipSignalsOptions {
  readonly resampler?: Resampler;
  /** Default: channels are mixed, and nothing else happens. */
  readonly preprocessing?: Preprocessing | undefined;
  readonly limits?: ClipLimits;
  /** Replaces each signal at 16 kHz before it is preprocessed, for example by a part of it. */
  readonly alter?: ((signal: Float32Array) => Float32Array) | undefined;
  /** Number of samples at 16 kHz that the caller uses; the signal may be longer. */
  readonly maxSamples?: number;
  /** Returns the buffer of a signal, as for `decodeIntegers`. */
  readonly allocate?: (samples: number) => Float32Array;
  /** Receives the milliseconds of resampling, where it is a separate step. */
  readonly onResampled?: (milliseconds: number) => void;
}

/**
 * Decodes a clip, picks channels, resamples and preprocesses it. It does not cut segments; `forEachSegment` does.
 *
 * @throws SerenadeError as `openClip`, `decodeClip` and `preprocess`
 */
export async function readSignals(bytes: Uint8Array, options: ClipSignalsOptions = {}): Promise<ClipSignals> {
  const { resampler = 'kaiser-8', preprocessing = NO_PREPROCESSING, limits = DEFAULT_CLIP_LIMITS } = options;
  const { alter = (signal: Float32Array) => signal } = options;
  const { channels, lenient } = preprocessing;
  const clip = openClip(bytes, lenient);
  const fast = options.preprocessing === undefined ? decodeIntegers(clip, options) : null;
  if (fast !== null) {
    const { signal, ...rest } = fast;
    return { ...rest, signals: [alter(signal)], warning: null };
  }
  const { signals, ...rest } = await decodeClip(clip, { limits, channels, lenient });
  const decodedAt = performance.now();
  const at16k = signals.map((signal) => resample(signal, rest.sampleRateHz, SIGNAL_RATE_HZ, resampler));
  options.onResampled?.(performance.now() - decodedAt);
  return { ...rest, signals: at16k.map((signal) => preprocess(alter(signal), preprocessing)) };
}
