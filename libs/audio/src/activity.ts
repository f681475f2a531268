import { SerenadeError, type Preprocessing } from '#libs/contracts';
import { measureFlatness } from './flatness.js';
import { SIGNAL_RATE_HZ } from './resample.js';
import { growSamples } from './signal-buffer.js';

/** Number of samples in a window of 20 ms, in which level and flatness are measured. */
export const ACTIVITY_WINDOW = SIGNAL_RATE_HZ / 50;
/** Mean square at -100 dB of full scale. A window below it is digital silence. */
const LEAST_POWER = 1e-10;

/** Describes which windows of a signal to keep, and the gain to apply. */
export interface SignalPlan {
  /** Samples [start, end) remain after the edges are trimmed. */
  readonly start: number;
  readonly end: number;
  /** One value per window of the whole signal: 1 to keep it, 0 to drop it. Null keeps all windows. */
  readonly speech: Uint8Array | null;
  readonly gain: number;
}

/** Returns true if preprocessing requires a measurement of the signal first. */
export function needsMeasuring({ trimSilence, levelDbfs, voiceActivity }: Preprocessing): boolean {
  return trimSilence !== null || levelDbfs !== null || voiceActivity !== null;
}

/**
 * Measures a signal at 16 kHz as it arrives: the level of each window of 20 ms and, if voice activity is requested, its
 * flatness. Memory grows by 8 bytes per window, which is 1.4 MB an hour.
 */
export class ActivityMeter {
  readonly #carried = new Float32Array(ACTIVITY_WINDOW);
  #carriedLength = 0;
  #powers = new Float32Array(0);
  #flatness = new Float32Array(0);
  #windows = 0;
  #samples = 0;

  constructor(private readonly preprocessing: Preprocessing) {}

  push(signal: Float32Array): void {
    this.#samples += signal.length;
    let at = 0;
    while (at < signal.length) {
      const count = Math.min(ACTIVITY_WINDOW - this.#carriedLength, signal.length - at);
      this.#carried.set(signal.subarray(at, at + count), this.#carriedLength);
      this.#carriedLength += count;
      at += count;
      if (this.#carriedLength === ACTIVITY_WINDOW) this.#measure();
    }
  }

  /** @throws SerenadeError `clip.silent` for digital silence, or if no window would be kept */
  plan(): SignalPlan {
    if (this.#carriedLength > 0) this.#measure();
    const powers = this.#powers.subarray(0, this.#windows);
    const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
    if (loudest < LEAST_POWER) throw silent('is digital silence');
    const { trimSilence, voiceActivity, levelDbfs } = this.preprocessing;
    const [first, last] =
      trimSilence === null ? [0, this.#windows] : findEdges(powers, loudest, trimSilence.thresholdDb);
    const speech = voiceActivity === null ? null : this.#findSpeech(voiceActivity);
    const level = meanPower(powers, first, last, speech);
    if (level === null) throw silent('holds no speech');
    return {
      start: first * ACTIVITY_WINDOW,
      end: Math.min(this.#samples, last * ACTIVITY_WINDOW),
      speech,
      gain: levelDbfs === null ? 1 : 10 ** (levelDbfs / 20) / Math.sqrt(Math.max(level, LEAST_POWER)),
    };
  }

  #measure(): void {
    this.#powers = growSamples(this.#powers, this.#windows + 1);
    const window = this.#carried.subarray(0, this.#carriedLength);
    const sum = window.reduce((total, sample) => total + sample * sample, 0);
    this.#powers[this.#windows] = sum / window.length;
    if (this.preprocessing.voiceActivity !== null) {
      this.#flatness = growSamples(this.#flatness, this.#windows + 1);
      this.#flatness[this.#windows] = measureFlatness(window);
    }
    this.#windows++;
    this.#carriedLength = 0;
  }

  /**
   * Marks the windows with speech: louder than the noise floor, with peaks in the spectrum. Windows within
   * `hangoverSeconds` before or after them are marked too.
   */
  #findSpeech({
    marginDb,
    maxFlatness,
    hangoverSeconds,
  }: NonNullable<Preprocessing['voiceActivity']>): Uint8Array {
    const powers = this.#powers.subarray(0, this.#windows);
    const sorted = Float32Array.from(powers).sort();
    const floor = Math.max(LEAST_POWER, sorted[Math.floor(sorted.length / 10)] ?? 0);
    const loudest = sorted.at(-1) ?? 0;
    // If a clip is all speech, its quietest tenth is not noise. So windows within 20 dB of the loudest never count as noise.
    const threshold = Math.min(floor * 10 ** (marginDb / 10), loudest / 100);
    const speech = new Uint8Array(this.#windows);
    const hangover = Math.round((hangoverSeconds * SIGNAL_RATE_HZ) / ACTIVITY_WINDOW);
    for (let window = 0; window < this.#windows; window++) {
      const isLoud = (powers[window] ?? 0) > threshold;
      if (!isLoud || (this.#flatness[window] ?? 1) > maxFlatness) continue;
      speech.fill(1, Math.max(0, window - hangover), window + hangover + 1);
    }
    return speech;
  }
}

/** Returns the first window that is loud enough relative to the loudest, and the end of the last (librosa.effects.trim). */
function findEdges(powers: Float32Array, loudest: number, thresholdDb: number): [number, number] {
  const least = loudest * 10 ** (thresholdDb / 10);
  const first = powers.findIndex((power) => power >= least);
  return [first, powers.findLastIndex((power) => power >= least) + 1];
}

function meanPower(
  powers: Float32Array,
  first: number,
  last: number,
  speech: Uint8Array | null,
): number | null {
  let sum = 0;
  let count = 0;
  for (let window = first; window < last; window++) {
    if (speech !== null && speech[window] === 0) continue;
    sum += powers[window] ?? 0;
    count++;
  }
  return count === 0 ? null : sum / count;
}

function silent(what: string): SerenadeError {
  return new SerenadeError('clip.silent', `The clip ${what}.`);
}
