import { UTTERANCE_SIZES, type UtteranceDefinition } from '#libs/contracts';
import { applyDct, dctBasis } from '../dct.js';
import { frameCount, padFrames, paddedLength, spanSamples } from '../frames.js';
import { type MelGrid, frameWindow } from '../window.js';
import { meanLogMel } from '../log-mel.js';
import { MelSpectrogram, type MelPowers } from '../mel-spectrogram.js';
import { RealFft } from '../real-fft.js';
import type { SpanEngine } from '../engines.js';
import { FrameScalars } from './frame-scalars.js';
import { Statistics } from './statistics.js';

/**
 * Computes the 312 statistics of a whole clip that the paper's base repository computes with librosa (n_fft 2048, hop
 * 512), here at 16 kHz: `UTTERANCE_SCALARS`; mean, deviation and maximum of 50 MFCC; means of 12 chroma, 128 mel powers
 * and 7 contrasts. The pitch is corrected. The repository reads every frame at the loudest bin of frame 1; here each
 * frame's pitch is that of its own loudest peak.
 */
export class Utterance312 implements SpanEngine {
  readonly #definition: UtteranceDefinition;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #spectrogram: MelSpectrogram;
  readonly #basis: Float64Array;

  constructor(definition: UtteranceDefinition) {
    const { fftLength, sampleRateHz } = definition;
    const grid: MelGrid = {
      ...definition,
      melBands: UTTERANCE_SIZES.mel,
      fMinHz: 0,
      fMaxHz: sampleRateHz / 2,
    };
    this.#definition = definition;
    this.#fft = new RealFft(fftLength);
    this.#window = frameWindow(definition);
    this.#spectrogram = new MelSpectrogram(grid);
    this.#basis = dctBasis(UTTERANCE_SIZES.mfcc, UTTERANCE_SIZES.mel);
  }

  compute(span: Float32Array): Float32Array {
    const powers = this.#spectrogram.compute(span);
    const { scalars, chroma, contrast } = this.#spectralStatistics(span);
    return Float32Array.from([
      ...scalars,
      ...this.#mfccStatistics(powers),
      ...chroma,
      ...averageRows(powers),
      ...contrast,
    ]);
  }

  /** Makes two passes over the frames, because chroma needs the tuning of the whole clip. Keeps no spectrogram. */
  #spectralStatistics(span: Float32Array) {
    const definition = this.#definition;
    const { fftLength, hopLength } = definition;
    const samples = spanSamples(definition) ?? span.length;
    const frames = frameCount(samples, definition);
    const padded = new Float64Array(paddedLength(samples, definition));
    padFrames(span, samples, definition, padded);
    const statistics = new FrameScalars(definition, span, samples);
    const magnitudes = new Float64Array(fftLength / 2 + 1);
    const eachFrame = (visit: (magnitudes: Float64Array, frame: number) => void): void => {
      for (let frame = 0; frame < frames; frame++) {
        this.#fft.power(padded, frame * hopLength, this.#window, magnitudes);
        for (let bin = 0; bin < magnitudes.length; bin++) magnitudes[bin] = Math.sqrt(magnitudes[bin] ?? 0);
        visit(magnitudes, frame);
      }
    };
    eachFrame((spectrum, frame) => statistics.add(spectrum, frame));
    const chroma = statistics.chromaMeans(eachFrame);
    return { scalars: statistics.scalars(), chroma, contrast: statistics.contrast() };
  }

  /** Computes means, deviations and maxima of librosa.feature.mfcc(n_mfcc=50), `[3, 50]`. */
  #mfccStatistics(powers: MelPowers): number[] {
    const { mfcc, mel } = UTTERANCE_SIZES;
    const row = new Float64Array(mel);
    const products = new Float64Array(mel);
    const coefficients = new Float32Array(mfcc);
    const statistics = Array.from({ length: mfcc }, () => new Statistics());
    for (let frame = 0; frame < powers.frames; frame++) {
      meanLogMel(powers, { start: frame, end: frame + 1 }, row, products);
      applyDct(this.#basis, row, coefficients, 0);
      statistics.forEach((one, k) => one.add(coefficients[k] ?? 0));
    }
    return [
      ...statistics.map(({ mean }) => mean),
      ...statistics.map(({ deviation }) => deviation),
      ...statistics.map(({ max }) => max),
    ];
  }
}

/** Returns the mean of each mel power over the frames. */
function averageRows({ values, frames }: MelPowers): Float64Array {
  const sums = new Float64Array(UTTERANCE_SIZES.mel);
  for (let at = 0; at < frames * sums.length; at++) {
    const band = at % sums.length;
    sums[band] = (sums[band] ?? 0) + (values[at] ?? 0);
  }
  return sums.map((sum) => sum / frames);
}
