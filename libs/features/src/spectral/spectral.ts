import { SPECTRAL_COLUMNS, type SpectralDefinition } from '#libs/contracts';
import { frameCount, spanSamples } from '../frames.js';
import { RealFft } from '../real-fft.js';
import type { SpanEngine } from '../engines.js';
import { applyChroma, chromaBank, type ChromaBank } from './chroma-bank.js';
import { barkLimits, loudness, rolloffHz, spectralShape, countZeroCrossings } from './shape.js';

/**
 * Computes `SPECTRAL_COLUMNS` of every frame. Frames start on multiples of the hop. The values match Meyda's extract()
 * for chroma, spectralCentroid, spectralRolloff, spectralFlatness, spectralSpread, zcr and loudness.total at the same
 * `bufferSize` and `sampleRate`, with two differences: the rolloff uses the bins' true width, and crossings are counted
 * before the window is applied.
 *
 * The code does not call Meyda, whose settings are global, whose filter banks survive a change of the rate, which
 * returns NaN for silent frames, and which allocates 200 kB per frame.
 */
export class Spectral implements SpanEngine {
  readonly #definition: SpectralDefinition;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #ones: Float64Array;
  readonly #bank: ChromaBank;
  readonly #limits: Int32Array;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;
  /** Meyda omits the highest bin. */
  readonly #amplitudes: Float64Array; // [fftLength / 2]
  readonly #chroma = new Float64Array(12);

  constructor(definition: SpectralDefinition) {
    const { fftLength, sampleRateHz } = definition;
    const bins = fftLength / 2;
    this.#definition = definition;
    this.#fft = new RealFft(fftLength);
    this.#window = symmetricHann(fftLength);
    this.#ones = new Float64Array(fftLength).fill(1);
    this.#bank = chromaBank(fftLength, sampleRateHz, 0, true);
    this.#limits = barkLimits(bins, sampleRateHz / fftLength);
    this.#frame = new Float64Array(fftLength);
    this.#power = new Float64Array(bins + 1);
    this.#amplitudes = new Float64Array(bins);
  }

  compute(span: Float32Array): Float32Array {
    const { fftLength, hopLength } = this.#definition;
    const samples = spanSamples(this.#definition) ?? span.length;
    const signal = new Float64Array(samples);
    signal.set(span);
    const frames = frameCount(samples, { framing: 'left', winLength: fftLength, hopLength });
    const out = new Float32Array(frames * SPECTRAL_COLUMNS.length);
    for (let frame = 0; frame < frames; frame++) {
      this.#write(signal, frame * hopLength, out, frame * SPECTRAL_COLUMNS.length);
    }
    return out;
  }

  #write(signal: Float64Array, start: number, out: Float32Array, at: number): void {
    const { fftLength, sampleRateHz } = this.#definition;
    const amplitudes = this.#amplitudes;
    for (let i = 0; i < fftLength; i++) this.#frame[i] = (signal[start + i] ?? 0) * (this.#window[i] ?? 0);
    this.#fft.power(this.#frame, 0, this.#ones, this.#power);
    for (let bin = 0; bin < amplitudes.length; bin++) amplitudes[bin] = Math.sqrt(this.#power[bin] ?? 0);
    applyChroma(this.#bank, amplitudes, this.#chroma);
    const { centroid, spread, flatness } = spectralShape(amplitudes);
    out.set(this.#chroma, at);
    out[at + 12] = centroid;
    out[at + 13] = rolloffHz(amplitudes, sampleRateHz / fftLength);
    out[at + 14] = flatness;
    out[at + 15] = spread;
    out[at + 16] = countZeroCrossings(signal, start, fftLength);
    out[at + 17] = loudness(amplitudes, this.#limits);
  }
}

/** Computes Meyda's 'hanning' window, whose last value equals its first. */
function symmetricHann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) =>
    Math.fround(0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (length - 1))),
  );
}
