/** Largest buffer that stays allocated between clips: 65 s at 16 kHz. */
const MAX_KEPT_SAMPLES = 1_048_576;

/** Returns `samples` itself, or a copy that has room for `needed` samples and for some more. */
export function growSamples(samples: Float32Array<ArrayBuffer>, needed: number): Float32Array<ArrayBuffer> {
  if (needed <= samples.length) return samples;
  const grown = new Float32Array(Math.max(needed, Math.ceil(1.5 * samples.length)));
  grown.set(samples);
  return grown;
}

/**
 * Memory for the signal of one clip after another. The next clip overwrites it, so use it only in loops that finish a
 * clip before they start the next.
 */
export class SignalBuffer {
  #kept = new Float32Array(0);

  /** Returns `samples` samples with the content of the last clip. */
  readonly take = (samples: number): Float32Array => {
    if (samples > MAX_KEPT_SAMPLES) return new Float32Array(samples);
    if (samples > this.#kept.length)
      this.#kept = new Float32Array(Math.min(MAX_KEPT_SAMPLES, Math.ceil(samples * 1.25)));
    return this.#kept.subarray(0, samples);
  };
}
