import type { SignalFigures } from '#libs/contracts';
import { MfccKernel, type MelRequest, type MfccTables } from '#libs/kernels';
import { SIGNAL_RATE_HZ } from './resample.js';

/** Number of samples in a frame: 32 ms at 16 kHz. */
const FRAME = 512;
/** Number of FFT bins in a band. */
const BINS = 8;
/** Bands of 250 Hz, from 0 to 8 kHz. */
const BANDS = 32;
const BAND_HZ = (BINS * SIGNAL_RATE_HZ) / FRAME;
/** Number of bins that a constant offset dominates through the window; they are ignored. */
const OFFSET_BINS = 2;
/** The kernel processes four frames at a time. Features use a hundred frames a second. */
const SECONDS_OF_FOUR_FRAMES = 2;
/** A short signal has this many frames if they fit without overlap. */
const LEAST_FRAMES = 8;
/** Number of frames in one pass of the kernel. */
const BLOCK = 64;
/** Levels below this value in dB of full scale all count as silence. */
const SILENCE_DB = -100;
/** Levels are counted in steps of a dB, up to the largest level of float samples. */
const LEVELS = 200;
/** The quietest tenth of the frames counts as background without speech. */
const QUIET_SHARE = 0.1;
/**
 * A band this far below the strongest counts as empty. Speech at 16 kHz fills its last band to within 50 dB in nine of ten
 * clips (RAVDESS, Emo-DB). Further down, the rounding of quiet 16-bit clips fills the bands that a telephone removed.
 */
const BAND_RANGE_DB = 50;

/**
 * Measures level, signal-to-noise ratio and bandwidth of signals. It samples frames sparsely, so that it costs a few
 * hundredths of the features. It reads its own frames because the features differ from set to set.
 */
export class SignalMeter {
  readonly #kernel = new MfccKernel();
  readonly #powers = new Float32Array(BLOCK * BANDS); // [frames, bands]
  readonly #bands = new Float64Array(BANDS); // sums of powers
  readonly #levels = new Uint32Array(LEVELS); // frames by level in dB above silence
  #frames = 0;

  /**
   * Adds a signal. Signals added before the next `take` are measured as one.
   *
   * @param whole a signal at 16 kHz
   * @param spanSeconds length of the beginning that features use; null for the whole signal
   */
  add(whole: Float32Array, spanSeconds: number | null = null): void {
    const signal = spanSeconds === null ? whole : whole.subarray(0, Math.ceil(spanSeconds * SIGNAL_RATE_HZ));
    const room = Math.floor(signal.length / FRAME);
    const wanted = 4 * Math.round(signal.length / SIGNAL_RATE_HZ / SECONDS_OF_FOUR_FRAMES);
    const frames = Math.max(1, Math.min(room, Math.max(LEAST_FRAMES, wanted)));
    const distance = frames === 1 ? 0 : (signal.length - FRAME) / (frames - 1);
    for (let first = 0; first < frames; first += BLOCK) {
      const count = Math.min(BLOCK, frames - first);
      const powers = this.#powers.subarray(0, count * BANDS);
      this.#kernel.powers(buildRequest(signal, first, count, distance), powers);
      this.#count(powers);
    }
  }

  /** Returns the figures of all signals since the last call; null if there were none, or only silence. */
  take(): SignalFigures | null {
    const frames = this.#frames;
    const power = this.#bands.reduce((sum, band) => sum + band, 0) / Math.max(1, frames);
    const levelDbfs = toDecibels(power);
    const figures =
      levelDbfs <= SILENCE_DB
        ? null
        : {
            levelDbfs: Math.round(10 * levelDbfs) / 10,
            snrDb: Math.max(0, Math.round(levelDbfs) - this.#quietLevel()),
            bandwidthHz: this.#bandwidth(),
          };
    this.#bands.fill(0);
    this.#levels.fill(0);
    this.#frames = 0;
    return figures;
  }

  #count(powers: Float32Array): void {
    for (let at = 0; at < powers.length; at += BANDS) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) {
        const power = powers[at + band] ?? 0;
        sum += power;
        this.#bands[band] = (this.#bands[band] ?? 0) + power;
      }
      const level = Math.min(LEVELS - 1, Math.round(toDecibels(sum)) - SILENCE_DB);
      this.#levels[level] = (this.#levels[level] ?? 0) + 1;
      this.#frames++;
    }
  }

  /** Returns the level that a tenth of the frames do not reach. */
  #quietLevel(): number {
    let below = 0;
    let level = 0;
    for (; level < LEVELS; level++) {
      below += this.#levels[level] ?? 0;
      if (below > QUIET_SHARE * this.#frames) break;
    }
    return level + SILENCE_DB;
  }

  /** Returns the upper edge of the highest band that is not empty. */
  #bandwidth(): number {
    const least = Math.max(...this.#bands) * 10 ** (-BAND_RANGE_DB / 10);
    return (this.#bands.findLastIndex((power) => power >= least) + 1) * BAND_HZ;
  }
}

function toDecibels(power: number): number {
  return Math.max(SILENCE_DB, 10 * Math.log10(power));
}

/** Requests frames from number `first` on, `distance` samples apart, side by side in the kernel. */
function buildRequest(signal: Float32Array, first: number, frames: number, distance: number): MelRequest {
  return {
    tables: TABLES,
    frames,
    fill: (start, out) => {
      for (let at = 0; at < out.length; at += FRAME) {
        const frame = first + (start + at) / FRAME;
        if (frame >= first + frames) {
          out.fill(0, at);
          return;
        }
        const from = Math.floor(frame * distance);
        const part = signal.subarray(from, from + FRAME);
        out.set(part, at);
        out.fill(0, at + part.length, at + FRAME);
      }
    },
  };
}

const TABLES = buildTables();

/** Builds a bank of adjacent bands whose powers add up to the frame's mean square. */
function buildTables(): MfccTables {
  const window = Float64Array.from(
    { length: FRAME },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FRAME),
  );
  // This is Parseval over the bins of positive frequency; the window passes three eighths of the power.
  const weight = 2 / (FRAME * FRAME * 0.375);
  const starts = Int32Array.from({ length: BANDS }, (_, band) => Math.max(OFFSET_BINS, BINS * band));
  const offsets = Int32Array.from({ length: BANDS + 1 }, (_, band) => Math.max(0, BINS * band - OFFSET_BINS));
  return {
    fftLength: FRAME,
    hopLength: FRAME,
    window,
    bank: { starts, offsets, weights: new Float64Array(BANDS * BINS - OFFSET_BINS).fill(weight) },
    basis: new Float64Array(0),
    bands: BANDS,
    coefficients: 0,
    addedPower: 0,
    leastPower: 0,
    topDb: null,
  };
}
