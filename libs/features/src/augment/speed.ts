/** The number of zero crossings of the sinc on either side. With 16, 90 % of the band passes. */
const ZERO_CROSSINGS = 16;
const KAISER_BETA = 8;
/** The number of table entries per zero crossing. Values between entries are interpolated linearly. */
const STEPS = 512;

/** One side of a Kaiser-windowed sinc, `[ZERO_CROSSINGS * STEPS + 1]`. */
const SINC = Float64Array.from({ length: ZERO_CROSSINGS * STEPS + 1 }, (_, i) => {
  const x = i / STEPS;
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  const edge = Math.sqrt(Math.max(0, 1 - (x / ZERO_CROSSINGS) ** 2));
  return (sinc * besselI0(KAISER_BETA * edge)) / besselI0(KAISER_BETA);
});

/**
 * Changes the tape speed: tempo and pitch change together (Ko et al. 2015). Band-limited interpolation (Smith 1984)
 * supports any factor. A faster signal loses the frequencies that would alias.
 *
 * @param factor 1.1 makes the signal 1.1 times shorter and higher; 1 copies it
 * @returns `ceil(samples / factor)` samples
 */
export function changeSpeed(signal: Float32Array, factor: number): Float32Array {
  if (!(factor > 0 && Number.isFinite(factor)))
    throw new RangeError(`A speed must be positive and finite, not ${factor}`);
  if (factor === 1) return signal.slice();
  const cutoff = Math.min(1, 1 / factor);
  const reach = ZERO_CROSSINGS / cutoff;
  return Float32Array.from({ length: Math.ceil(signal.length / factor) }, (_, i) => {
    const centre = i * factor;
    const last = Math.min(signal.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= last; at++) {
      const place = Math.abs(at - centre) * cutoff * STEPS;
      const step = Math.min(Math.floor(place), SINC.length - 2);
      const left = SINC[step] ?? 0;
      sum += (signal[at] ?? 0) * (left + (place - step) * ((SINC[step + 1] ?? 0) - left));
    }
    return sum * cutoff;
  });
}

/** Moves a signal by a number of samples, to later times if positive. Fills the gap with zeros and keeps the length. */
export function shiftInTime(signal: Float32Array, samples: number): Float32Array {
  const out = new Float32Array(signal.length);
  const by = Math.max(-signal.length, Math.min(signal.length, Math.round(samples)));
  if (by >= 0) out.set(signal.subarray(0, signal.length - by), by);
  else out.set(signal.subarray(-by));
  return out;
}

/** Computes the modified Bessel function of the first kind of order 0 with its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
