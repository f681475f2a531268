import { SPECTRAL_COLUMNS, type SpectralDefinition } from '#libs/contracts';
import { frameCount, spanSamples } from '../frames.js';
import { RealFft } from '../real-fft.js';
import type { SpanEngine } from '../engines.js';
import { applyChroma, chromaBank } from './chroma-bank.js';
import { barkLimits, loudness, rolloffHz, spectralShape, countZeroCrossings } from './shape.js';

/**
 * Creates the engine for `SPECTRAL_COLUMNS` of every frame. Frames start on multiples of the hop. The values match
 * Meyda's extract() for chroma, spectralCentroid, spectralRolloff, spectralFlatness, spectralSpread, zcr and
 * loudness.total at the same `bufferSize` and `sampleRate`, with two differences: the rolloff uses the bins' true width,
 * and crossings are counted before the window is applied.
 *
 * The code does not call Meyda, whose settings are global, whose filter banks survive a change of the rate, which
 * returns NaN for silent frames, and which allocates 200 kB per frame.
 */
export function createSpectral(definition: SpectralDefinition): SpanEngine {
  const { fftLength, hopLength, sampleRateHz } = definition;
  const bins = fftLength / 2; // Meyda omits the highest bin
  const hzPerBin = sampleRateHz / fftLength;
  const fft = new RealFft(fftLength);
  const window = symmetricHann(fftLength);
  const bank = chromaBank(fftLength, sampleRateHz, 0, true);
  const limits = barkLimits(bins, hzPerBin);
  const power = new Float64Array(bins + 1);
  const amplitudes = new Float64Array(bins);
  const chroma = new Float64Array(12);
  const writeFrame = (signal: Float64Array, start: number, out: Float32Array, at: number): void => {
    fft.power(signal, start, window, power);
    for (let bin = 0; bin < bins; bin++) amplitudes[bin] = Math.sqrt(power[bin] ?? 0);
    applyChroma(bank, amplitudes, chroma);
    const { centroid, spread, flatness } = spectralShape(amplitudes);
    out.set(chroma, at);
    out[at + 12] = centroid;
    out[at + 13] = rolloffHz(amplitudes, hzPerBin);
    out[at + 14] = flatness;
    out[at + 15] = spread;
    out[at + 16] = countZeroCrossings(signal, start, fftLength);
    out[at + 17] = loudness(amplitudes, limits);
  };
  return {
    compute: (span) => {
      const signal = new Float64Array(spanSamples(definition) ?? span.length);
      signal.set(span);
      const frames = frameCount(signal.length, { framing: 'left', winLength: fftLength, hopLength });
      const columns = SPECTRAL_COLUMNS.length;
      const out = new Float32Array(frames * columns);
      for (let frame = 0; frame < frames; frame++)
        writeFrame(signal, frame * hopLength, out, frame * columns);
      return out;
    },
  };
}

/** Computes Meyda's 'hanning' window, whose last value equals its first. */
function symmetricHann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) =>
    Math.fround(0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (length - 1))),
  );
}
