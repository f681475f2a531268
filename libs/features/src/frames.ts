import { SerenadeError, type FeatureSetDefinition } from '#libs/contracts';

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
export function spanOf(signal: Float32Array, definition: FeatureSetDefinition): Float32Array {
  const { winLength, sampleRateHz, spanSeconds } = definition;
  if (signal.length < winLength) {
    const found = `${signal.length} samples at ${sampleRateHz} Hz`;
    throw new SerenadeError('clip.too_short', `The clip has ${found}; one frame needs ${winLength}.`);
  }
  const span = spanSeconds === null ? signal : signal.subarray(0, spanSamples(definition) ?? signal.length);
  const peak = peakOf(span);
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

/** Samples that a definition looks at, zero-padded to that many; null when it looks at the whole clip. */
export function spanSamples({ spanSeconds, sampleRateHz }: FeatureSetDefinition): number | null {
  return spanSeconds === null ? null : Math.round(spanSeconds * sampleRateHz);
}

/** Frames in `samples` samples: librosa's count with center=True, and whole windows without it. */
export function frameCount(samples: number, { framing, winLength, hopLength }: FeatureSetDefinition): number {
  const room = framing === 'centred-reflect' ? samples : samples - winLength;
  return 1 + Math.floor(room / hopLength);
}

/** Samples that `padFrames` writes for a span of `samples` samples. */
export function paddedLength(samples: number, { fftLength }: FeatureSetDefinition): number {
  return samples + 2 * fftLength;
}

/**
 * Lays out a span so that the FFT of frame k reads `fftLength` samples from `k * hopLength` on: `samples` samples
 * (zero-padded), mirrored by half a frame at both ends when framing is centred (librosa pad_mode='reflect').
 */
export function padFrames(
  span: Float32Array,
  samples: number,
  definition: FeatureSetDefinition,
  out: Float64Array,
): void {
  const isCentred = definition.framing === 'centred-reflect';
  const lead = isCentred ? definition.fftLength / 2 : 0;
  out.set(span, lead);
  out.fill(0, lead + span.length, paddedLength(samples, definition));
  if (!isCentred) return;
  for (let i = 1; i <= lead; i++) {
    out[lead - i] = span[mirrored(-i, samples)] ?? 0;
    out[lead + samples - 1 + i] = span[mirrored(samples - 1 + i, samples)] ?? 0;
  }
}

/** Index that a mirror on both ends shows at `index`, edges not doubled; more than once when it lies far outside. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((index % period) + period) % period;
  return within < length ? within : period - within;
}

/** Largest magnitude, or NaN when any sample is NaN. */
function peakOf(signal: Float32Array): number {
  let peak = 0;
  // By index: `for of` takes ten times as long on a typed array.
  const { length } = signal;
  for (let i = 0; i < length; i++) {
    const magnitude = Math.abs(signal[i] ?? 0);
    if (Number.isNaN(magnitude)) return magnitude;
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}
