import { SerenadeError } from '#libs/contracts';
import { resampleKernel } from '#libs/kernels';
import type { FrameGrid } from './window.js';

/** Peaks below this count as silence. It is -100 dB of full scale, a third of a 16-bit step. */
export const SILENCE_PEAK = 1e-5;

/** Larger magnitudes are not sound, and their powers would overflow float32. */
const MAX_MAGNITUDE = 65_536;

/**
 * Returns the part of a signal from which features are extracted: its first `spanSeconds`, or all of it. The caller pads
 * a shorter signal with zeros.
 *
 * @throws SerenadeError `clip.too_short` when the signal is shorter than one window
 * @throws SerenadeError `clip.silent` when the span peaks below `SILENCE_PEAK`
 * @throws SerenadeError `clip.malformed` when a sample is not a number or too large
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
      `The signal contains a sample of the impossible magnitude ${peak}.`,
    );
  }
  if (peak < SILENCE_PEAK) {
    const part = span.length < signal.length ? `first ${spanSeconds} s of the clip peak` : 'clip peaks';
    throw new SerenadeError('clip.silent', `The ${part} at ${peak.toExponential(1)}: silence.`);
  }
  return span;
}

/** Returns the samples that a grid reads, including zero padding. Null if it reads the whole clip. */
export function spanSamples({
  spanSeconds,
  sampleRateHz,
}: Pick<FrameGrid, 'spanSeconds' | 'sampleRateHz'>): number | null {
  return spanSeconds === null ? null : Math.round(spanSeconds * sampleRateHz);
}

/** Counts the frames in `samples` samples: as librosa does with center=True, or whole windows without it. */
export function frameCount(
  samples: number,
  { framing, winLength, hopLength }: Pick<FrameGrid, 'framing' | 'winLength' | 'hopLength'>,
): number {
  const room = framing === 'left' ? samples - winLength : samples;
  return 1 + Math.floor(room / hopLength);
}

/** Returns the number of samples that `padFrames` writes for a span. */
export function paddedLength(samples: number, { fftLength }: Pick<FrameGrid, 'fftLength'>): number {
  return samples + 2 * fftLength;
}

/**
 * Lays out a span so that the FFT of frame k reads `fftLength` samples from `k * hopLength`. It writes `samples`
 * samples, zero-padded. With centered framing, half a frame precedes and follows them: mirrored (librosa
 * pad_mode='reflect') or zeros (pad_mode='constant').
 */
export function padFrames(span: Float32Array, samples: number, grid: FrameGrid, out: Float64Array): void {
  const lead = grid.framing === 'left' ? 0 : grid.fftLength / 2;
  out.fill(0, 0, lead);
  out.set(span, lead);
  out.fill(0, lead + span.length, paddedLength(samples, grid));
  if (grid.framing !== 'centred-reflect') return;
  for (let i = 1; i <= lead; i++) {
    out[lead - i] = span[mirrorIndex(-i, samples)] ?? 0;
    out[lead + samples - 1 + i] = span[mirrorIndex(samples - 1 + i, samples)] ?? 0;
  }
}

/** Maps an index outside `[0, length)` into it by reflection at the edges, which are not repeated (numpy's `reflect`). */
export function mirrorIndex(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((index % period) + period) % period;
  return within < length ? within : period - within;
}

/** Fills `out` with the part of `padFrames`' result that starts at `start`, followed by zeros. */
export function padPart(
  span: Float32Array,
  samples: number,
  grid: FrameGrid,
  start: number,
  out: Float32Array,
): void {
  const lead = grid.framing === 'left' ? 0 : grid.fftLength / 2;
  const first = start - lead; // the index in `span` of the sample at `out[0]`
  const from = Math.min(Math.max(0, -first), out.length);
  const to = Math.min(Math.max(from, span.length - first), out.length);
  out.fill(0, 0, from);
  out.set(span.subarray(first + from, first + to), from);
  out.fill(0, to);
  if (grid.framing !== 'centred-reflect') return;
  for (let i = 1; i <= lead; i++) {
    // Writes outside a typed array are ignored.
    if (first < 0) out[-i - first] = span[mirrorIndex(-i, samples)] ?? 0;
    if (first + out.length > samples)
      out[samples - 1 + i - first] = span[mirrorIndex(samples - 1 + i, samples)] ?? 0;
  }
}
