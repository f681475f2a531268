import { type MelGrid, frameWindow } from './window.js';
import { frameCount, padFrames, paddedLength, spanSamples } from './frames.js';
import { applyMelBank, melBank } from './mel-bank.js';
import { RealFft } from './real-fft.js';

/** The default least power before the logarithm, that of librosa.power_to_db(amin=1e-10). */
export const LEAST_POWER = { power: 1e-10, mode: 'clip' } as const;
/** Larger buffers are released after the clip. This is 8 MiB of mel powers, or 164 s of 128 bands. */
const MAX_KEPT_VALUES = 2_097_152;

export interface MelPowers {
  /** Mel powers, at least the least power. The next clip overwrites them. */
  readonly values: Float32Array; // [frames, bands]
  readonly frames: number;
  /** The floor of powers that follows from power_to_db's amin and top_db. */
  readonly floor: number;
}

/**
 * Creates a function that computes librosa.feature.melspectrogram(power=2) of the samples that `spanOf` returns. It
 * reuses its tables and buffers for the next clip.
 */
export function createMelSpectrogram(grid: MelGrid): (span: Float32Array) => MelPowers {
  const { fftLength, hopLength, melBands, topDb, leastPower = LEAST_POWER } = grid;
  const fft = new RealFft(fftLength);
  const window = frameWindow(grid);
  const bank = melBank(grid);
  const power = new Float64Array(fftLength / 2 + 1);
  const least = leastPower.power;
  const added = leastPower.mode === 'add' ? least : 0;
  let keptPadded = new Float64Array(0);
  let keptValues = new Float32Array(0);
  return (span) => {
    const samples = spanSamples(grid) ?? span.length;
    const frames = frameCount(samples, grid);
    const length = paddedLength(samples, grid);
    const padded = length <= keptPadded.length ? keptPadded : new Float64Array(length);
    if (length <= MAX_KEPT_VALUES) keptPadded = padded;
    const size = frames * melBands;
    const values = size <= keptValues.length ? keptValues : new Float32Array(size);
    if (size <= MAX_KEPT_VALUES) keptValues = values;
    padFrames(span, samples, grid, padded);
    let largest = least;
    for (let frame = 0; frame < frames; frame++) {
      fft.power(padded, frame * hopLength, window, power);
      const loudest = applyMelBank(bank, power, least, values, frame * melBands, added);
      if (loudest > largest) largest = loudest;
    }
    const floor = topDb === null ? least : Math.max(least, largest * 10 ** (-topDb / 10));
    return { values, frames, floor };
  };
}
