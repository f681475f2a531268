import { SerenadeError } from '#libs/contracts';
import { resampleKernel } from '#libs/kernels';
import type { FrameGrid } from './frame-grid.js';

/** Peaks below this (-100 dB of full scale, a third of the least 16-bit step) count as silence. */
export const SILENCE_PEAK = 1e-5;

/** Larger magnitudes are no sound, and their powers would leave the range of float32. */
const MAX_MAGNITUDE = 65_536;

/**
 * The part of a signal that features are made of: its first `spanSeconds`, or all of it. Not yet zero-padded.
 *
 * @throws SerenadeError `clip.too_short` below one window, `clip.silent` when nothing in the span reaches
 *   `SILENCE_PEAK`, `clip.malformed` when a sample is no number or beyond any sound
 */
export function spanOf(
  signal: Float32Array,
  grid: Pick<FrameGrid, 'winLength' | 'sampleRateHz' | 'spanSeconds'>,
): Float32Array {
  const { winLength, sampleRateHz, spanSeconds } = grid;
  if (signal.length < winLength) {
    const found = `${signal.length} samples at ${sampleRateHz} Hz`;
    throw new SerenadeError('clip.too_short', `The clip has ${found}; one frame needs ${winLength}.`);
  }
  const span = spanSeconds === null ? signal : signal.subarray(0, spanSamples(grid) ?? signal.length);
  const peak = resampleKernel().peak(span);
  if (!(peak <= MAX_MAGNITUDE)) {
    throw new SerenadeError(
      'clip.malformed',
      `The signal holds a sample of the impossible magnitude ${peak}.`,
    );
  }
  if (peak < SILENCE_PEAK) {
    const part = span.length < signal.length ? `first ${spanSeconds} s of the clip peak` : 'clip peaks';
    throw new SerenadeError('clip.silent', `The ${part} at ${peak.toExponential(1)}: silence.`);
  }
  return span;
}

/** Samples that a grid looks at, zero-padded to that many; null when it looks at the whole clip. */
export function spanSamples({
  spanSeconds,
  sampleRateHz,
}: Pick<FrameGrid, 'spanSeconds' | 'sampleRateHz'>): number | null {
  return spanSeconds === null ? null : Math.round(spanSeconds * sampleRateHz);
}

/** Frames in `samples` samples: librosa's count with center=True, and whole windows without it. */
export function frameCount(
  samples: number,
  { framing, winLength, hopLength }: Pick<FrameGrid, 'framing' | 'winLength' | 'hopLength'>,
): number {
  const room = framing === 'left' ? samples - winLength : samples;
  return 1 + Math.floor(room / hopLength);
}

/** Samples that `padFrames` writes for a span of `samples` samples. */
export function paddedLength(samples: number, { fftLength }: Pick<FrameGrid, 'fftLength'>): number {
  return samples + 2 * fftLength;
}

/**
 * Lays out a span so that the FFT of frame k reads `fftLength` samples from `k * hopLength` on: `samples` samples
 * (zero-padded), with half a frame at both ends when framing is centred: mirrored (librosa pad_mode='reflect') or of
 * zeros (pad_mode='constant').
 */
export function padFrames(span: Float32Array, samples: number, grid: FrameGrid, out: Float64Array): void {
  const lead = grid.framing === 'left' ? 0 : grid.fftLength / 2;
  out.fill(0, 0, lead);
  out.set(span, lead);
  out.fill(0, lead + span.length, paddedLength(samples, grid));
  if (grid.framing !== 'centred-reflect') return;
  for (let i = 1; i <= lead; i++) {
    out[lead - i] = span[mirrored(-i, samples)] ?? 0;
    out[lead + samples - 1 + i] = span[mirrored(samples - 1 + i, samples)] ?? 0;
  }
}

/** Index that a mirror on both ends shows at `index`, edges not doubled; more than once when it lies far outside. */
export function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((index % period) + period) % period;
  return within < length ? within : period - within;
}
