import type { Resampler } from '#libs/contracts';
import { resampleKernel } from '#libs/kernels';
import { flacToPcm16, type Pcm16 } from './codecs/flac-pcm16.js';
import type { ClipFacts } from './decode.js';
import { checkDuration, DEFAULT_CLIP_LIMITS, type ClipLimits } from './limits.js';
import type { OpenClip, OpenPcm } from './open-clip.js';
import { judgeReading, warnOfPeak } from './reading.js';
import { resampleFilter } from './resample-filter.js';
import { SIGNAL_RATE_HZ } from './resample.js';

export interface IntegerOptions {
  readonly limits?: ClipLimits | undefined;
  readonly resampler?: Resampler | undefined;
  /** Number of samples wanted by features that read only the beginning. The peak is always that of the whole clip. */
  readonly maxSamples?: number | undefined;
  /**
   * Returns the buffer of the signal, every sample of which is then written. A buffer reused from clip to clip saves a
   * tenth of the whole time: the pages of a fresh one cost more than the work on them.
   */
  readonly allocate?: ((samples: number) => Float32Array) | undefined;
}

export interface IntegerSignal extends ClipFacts {
  /** The mean of the channels at 16 kHz. */
  readonly signal: Float32Array; // [samples]
}

/**
 * Decodes 16-bit PCM, raw or FLAC-encoded, of one or two channels at a multiple of 16 kHz: the fast path of most
 * archives. The kernel decodes, mixes down and decimates in one pass over the bytes. The result equals that of
 * `decodeClip` and `resample`.
 *
 * @returns null for every other clip
 * @throws SerenadeError as `decodeClip`
 */
export function decodeIntegers(clip: OpenClip, options: IntegerOptions = {}): IntegerSignal | null {
  const { limits = DEFAULT_CLIP_LIMITS, resampler = 'kaiser-8', maxSamples = Infinity } = options;
  const { allocate = (samples) => new Float32Array(samples) } = options;
  const pcm = readPcm16(clip, limits);
  if (pcm === null) return null;
  const { sampleRateHz, channels, frames } = pcm;
  const durationSeconds = frames / sampleRateHz;
  checkDuration(durationSeconds, limits);
  const down = sampleRateHz / SIGNAL_RATE_HZ;
  const signal = allocate(Math.min(maxSamples, Math.ceil(frames / down)));
  const kernel = resampleKernel();
  const peak =
    down === 1
      ? kernel.convertPcm16(pcm, signal)
      : kernel.decimatePcm16(pcm, resampleFilter(sampleRateHz, SIGNAL_RATE_HZ, resampler), signal);
  const read = judgeReading(pcm.reading, clip.bytes.length, false);
  const warning = warnOfPeak(read ?? clip.container?.warning ?? null, peak);
  return { signal, sampleRateHz, channels, durationSeconds, peak, warning };
}

type KernelPcm16 = Pcm16 & { readonly channels: 1 | 2 };

function readPcm16(clip: OpenClip, limits: ClipLimits): KernelPcm16 | null {
  const pcm =
    clip.format === 'flac'
      ? flacToPcm16(clip.bytes, limits, fitsKernel)
      : clip.format === 'samples'
        ? findPcm16(clip)
        : null;
  return pcm !== null && fitsKernel(pcm) ? pcm : null;
}

function findPcm16({ bytes, layout }: OpenPcm): Pcm16 | null {
  const { codec, dataOffset: offset, frames, blockAlign } = layout;
  if (codec === 'pcm-16') return { ...layout, bytes, offset };
  if (codec !== 'pcm-16-be' || !fitsKernel(layout)) return null;
  const swapped = Buffer.from(bytes.subarray(offset, offset + frames * blockAlign)).swap16();
  return { ...layout, bytes: swapped, offset: 0 };
}

function fitsKernel<T extends { readonly channels: number; readonly sampleRateHz: number }>(
  format: T,
): format is T & { readonly channels: 1 | 2 } {
  const { channels, sampleRateHz } = format;
  return (channels === 1 || channels === 2) && Number.isInteger(sampleRateHz / SIGNAL_RATE_HZ);
}
