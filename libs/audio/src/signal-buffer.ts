/** The most that stays allocated between clips: 65 s at 16 kHz. */
const MAX_KEPT_SAMPLES = 1_048_576;

/**
 * Memory for the signal of one clip after another. What it hands out is overwritten by the next clip, so it is for
 * loops that are done with a clip before they take the next.
 */
export class SignalBuffer {
  #kept = new Float32Array(0);

  /** `samples` samples, with what the last clip left in them. */
  readonly take = (samples: number): Float32Array => {
    if (samples > MAX_KEPT_SAMPLES) return new Float32Array(samples);
    if (samples > this.#kept.length)
      this.#kept = new Float32Array(Math.min(MAX_KEPT_SAMPLES, Math.ceil(samples * 1.25)));
    return this.#kept.subarray(0, samples);
  };
}
