import { NO_PREPROCESSING, type Preprocessing } from '#libs/contracts';
import { bytesSource } from './clip-source.js';
import { decodeClip, type DecodedAudio } from './decode.js';
import { decodeIntegers, type IntegerOptions } from './integer-path.js';
import { DEFAULT_CLIP_LIMITS } from './limits.js';
import { openClip } from './open-clip.js';
import { checkPhase } from './phase.js';
import { preprocess } from './preprocess.js';
import { resample, SIGNAL_RATE_HZ } from './resample.js';

/** `maxSamples` and `allocate` apply to the fast path of `decodeIntegers` only: other signals may be longer. */
export interface ReadOptions extends IntegerOptions {
  /** Default: channels are mixed, and nothing else happens. */
  readonly preprocessing?: Preprocessing | undefined;
  /** Replaces each signal at 16 kHz before it is preprocessed, for example by a part of it. */
  readonly alter?: ((signal: Float32Array) => Float32Array) | undefined;
  /** Receives the milliseconds of resampling, where it is a separate step. */
  readonly onResampled?: (milliseconds: number) => void;
}

/**
 * Decodes a clip, picks channels, resamples to 16 kHz and preprocesses. It does not cut segments; `forEachSegment` does.
 *
 * @returns the signals at 16 kHz, and the facts of the recording
 * @throws SerenadeError as `openClip`, `decodeClip`, `checkPhase` and `preprocess`
 */
export async function readSignals(bytes: Uint8Array, options: ReadOptions = {}): Promise<DecodedAudio> {
  const { resampler = 'kaiser-8', preprocessing = NO_PREPROCESSING, limits = DEFAULT_CLIP_LIMITS } = options;
  const { alter = (signal: Float32Array) => signal } = options;
  const { channels, lenient } = preprocessing;
  const clip = openClip(bytes, lenient);
  const fast = options.preprocessing === undefined ? decodeIntegers(clip, options) : null;
  if (fast !== null) {
    await checkPhase(bytesSource(bytes), fast, channels, limits);
    const { signal, ...facts } = fast;
    return { ...facts, signals: [alter(signal)] };
  }
  const { signals, ...rest } = await decodeClip(clip, { limits, channels, lenient });
  await checkPhase(bytesSource(bytes), rest, channels, limits);
  const decodedAt = performance.now();
  const at16k = signals.map((signal) => resample(signal, rest.sampleRateHz, SIGNAL_RATE_HZ, resampler));
  options.onResampled?.(performance.now() - decodedAt);
  return { ...rest, signals: at16k.map((signal) => preprocess(alter(signal), preprocessing)) };
}
