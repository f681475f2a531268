import type { FeatureSetDefinition } from '#libs/contracts';
import { frameCount, padFrames, paddedLength, spanSamples } from './frames.js';
import { applyMelBank, melBank, type MelBank } from './mel-bank.js';
import { RealFft } from './real-fft.js';
import { frameWindow } from './window.js';

/** librosa.power_to_db(amin): the least power that has a logarithm. */
const LEAST_POWER = 1e-10;
/** Buffers above this many values are given back after the clip: 8 MiB of mel powers, 164 s of 128 bands. */
const MAX_KEPT_VALUES = 2_097_152;

export interface MelPowers {
  /** Mel powers, none below 1e-10; the next clip overwrites them. */
  readonly values: Float32Array; // [frames, bands]
  readonly frames: number;
  /** What power_to_db's amin and top_db together raise smaller powers to. */
  readonly floor: number;
}

/** librosa.feature.melspectrogram(power=2), with tables and buffers kept from clip to clip. */
export class MelSpectrogram {
  readonly #definition: FeatureSetDefinition;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #bank: MelBank;
  readonly #power: Float64Array; // [fftLength / 2 + 1]
  #padded = new Float64Array(0);
  #values = new Float32Array(0);

  constructor(definition: FeatureSetDefinition) {
    this.#definition = definition;
    this.#fft = new RealFft(definition.fftLength);
    this.#window = frameWindow(definition);
    this.#bank = melBank(definition);
    this.#power = new Float64Array(definition.fftLength / 2 + 1);
  }

  /** @param span samples as `spanOf` gives them */
  compute(span: Float32Array): MelPowers {
    const { hopLength, melBands, topDb } = this.#definition;
    const samples = spanSamples(this.#definition) ?? span.length;
    const frames = frameCount(samples, this.#definition);
    const padded = this.#paddedOf(paddedLength(samples, this.#definition));
    const values = this.#valuesOf(frames * melBands);
    padFrames(span, samples, this.#definition, padded);
    let largest = LEAST_POWER;
    for (let frame = 0; frame < frames; frame++) {
      this.#fft.power(padded, frame * hopLength, this.#window, this.#power);
      const loudest = applyMelBank(this.#bank, this.#power, LEAST_POWER, values, frame * melBands);
      if (loudest > largest) largest = loudest;
    }
    const floor = topDb === null ? LEAST_POWER : Math.max(LEAST_POWER, largest * 10 ** (-topDb / 10));
    return { values, frames, floor };
  }

  #paddedOf(length: number): Float64Array {
    if (length <= this.#padded.length) return this.#padded;
    const fresh = new Float64Array(length);
    if (length <= MAX_KEPT_VALUES) this.#padded = fresh;
    return fresh;
  }

  #valuesOf(length: number): Float32Array {
    if (length <= this.#values.length) return this.#values;
    const fresh = new Float32Array(length);
    if (length <= MAX_KEPT_VALUES) this.#values = fresh;
    return fresh;
  }
}
