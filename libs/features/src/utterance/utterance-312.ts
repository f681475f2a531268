import { UTTERANCE_SIZES, type UtteranceDefinition } from '#libs/contracts';
import { applyDct, dctBasis } from '../dct.js';
import { frameCount, padFrames, paddedLength, spanSamples } from '../frames.js';
import { type MelGrid, frameWindow } from '../window.js';
import { meanLogMel } from '../log-mel.js';
import { createMelSpectrogram, type MelPowers } from '../mel-spectrogram.js';
import { RealFft } from '../real-fft.js';
import type { SpanEngine } from '../engines.js';
import { FrameScalars } from './frame-scalars.js';
import { Statistics } from './statistics.js';

/**
 * Creates the engine for the 312 statistics of a whole clip that the paper's base repository computes with librosa
 * (n_fft 2048, hop 512), here at 16 kHz: `UTTERANCE_SCALARS`; mean, deviation and maximum of 50 MFCC; means of 12
 * chroma, 128 mel powers and 7 contrasts. The pitch is corrected. The repository reads every frame at the loudest bin
 * of frame 1; here each frame's pitch is that of its own loudest peak.
 */
export function createUtterance312(definition: UtteranceDefinition): SpanEngine {
  const { fftLength, hopLength, sampleRateHz } = definition;
  const { mel, mfcc } = UTTERANCE_SIZES;
  const grid: MelGrid = { ...definition, melBands: mel, fMinHz: 0, fMaxHz: sampleRateHz / 2 };
  const fft = new RealFft(fftLength);
  const window = frameWindow(definition);
  const computePowers = createMelSpectrogram(grid);
  const basis = dctBasis(mfcc, mel);
  return {
    compute: (span) => {
      const samples = spanSamples(definition) ?? span.length;
      const frames = frameCount(samples, definition);
      const padded = new Float64Array(paddedLength(samples, definition));
      padFrames(span, samples, definition, padded);
      const scalars = new FrameScalars(definition, span, samples);
      const magnitudes = new Float64Array(fftLength / 2 + 1);
      const visitFrames = (visit: (magnitudes: Float64Array, frame: number) => void): void => {
        for (let frame = 0; frame < frames; frame++) {
          fft.power(padded, frame * hopLength, window, magnitudes);
          for (let bin = 0; bin < magnitudes.length; bin++) magnitudes[bin] = Math.sqrt(magnitudes[bin] ?? 0);
          visit(magnitudes, frame);
        }
      };
      visitFrames((spectrum, frame) => scalars.add(spectrum, frame));
      // Chroma needs the tuning of the whole clip. A second pass over the frames costs less memory than a spectrogram.
      const chroma = scalars.chromaMeans(visitFrames);
      const powers = computePowers(span);
      return Float32Array.from([
        ...scalars.scalars(),
        ...mfccStatistics(powers, basis),
        ...chroma,
        ...averageRows(powers),
        ...scalars.contrast(),
      ]);
    },
  };
}

/** Computes means, deviations and maxima of librosa.feature.mfcc(n_mfcc=50), `[3, 50]`. */
function mfccStatistics(powers: MelPowers, basis: Float64Array): number[] {
  const { mfcc, mel } = UTTERANCE_SIZES;
  const row = new Float64Array(mel);
  const products = new Float64Array(mel);
  const coefficients = new Float32Array(mfcc);
  const statistics = Array.from({ length: mfcc }, () => new Statistics());
  for (let frame = 0; frame < powers.frames; frame++) {
    meanLogMel(powers, { start: frame, end: frame + 1 }, row, products);
    applyDct(basis, row, coefficients, 0);
    statistics.forEach((one, k) => one.add(coefficients[k] ?? 0));
  }
  return [
    ...statistics.map(({ mean }) => mean),
    ...statistics.map(({ deviation }) => deviation),
    ...statistics.map(({ max }) => max),
  ];
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
