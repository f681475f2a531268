/** Number of points of the transform behind flatness: 32 ms at 16 kHz. */
export const FLATNESS_POINTS = 512;

const COSINES = Float64Array.from({ length: FLATNESS_POINTS / 2 }, (_, k) =>
  Math.cos((2 * Math.PI * k) / FLATNESS_POINTS),
);
const SINES = Float64Array.from(
  { length: FLATNESS_POINTS / 2 },
  (_, k) => -Math.sin((2 * Math.PI * k) / FLATNESS_POINTS),
);
const WINDOW = Float64Array.from(
  { length: FLATNESS_POINTS },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FLATNESS_POINTS),
);
const re = new Float64Array(FLATNESS_POINTS);
const im = new Float64Array(FLATNESS_POINTS);
const LEAST_POWER = 1e-20;
/** Bins from 125 Hz to 6 kHz. Hum below them and noise above them say nothing about speech. */
const FIRST_BIN = 4;
const LAST_BIN = 192;

/**
 * Computes the spectral flatness: geometric over arithmetic mean of the power spectrum. It is 0 for a tone and near 0.56
 * for one frame of white noise. Groups of four bins are averaged first, since single bins of noise scatter.
 *
 * @param frame samples at 16 kHz, zero-padded or cut to 512
 */
export function measureFlatness(frame: Float32Array): number {
  for (let n = 0; n < FLATNESS_POINTS; n++) re[reverseBits(n)] = (frame[n] ?? 0) * (WINDOW[n] ?? 0);
  im.fill(0);
  transform();
  let logSum = 0;
  let sum = 0;
  let count = 0;
  for (let bin = FIRST_BIN; bin < LAST_BIN; bin += 4, count++) {
    let power = LEAST_POWER;
    for (let k = bin; k < bin + 4; k++) power += (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2;
    logSum += Math.log(power);
    sum += power;
  }
  return Math.exp(logSum / count) / (sum / count);
}

/** Transforms in place: decimation in time, radix 2, on bit-reversed input. */
function transform(): void {
  for (let size = 2; size <= FLATNESS_POINTS; size *= 2) {
    const half = size / 2;
    const step = FLATNESS_POINTS / size;
    for (let start = 0; start < FLATNESS_POINTS; start += size) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const c = COSINES[k * step] ?? 0;
        const s = SINES[k * step] ?? 0;
        const x = (re[b] ?? 0) * c - (im[b] ?? 0) * s;
        const y = (re[b] ?? 0) * s + (im[b] ?? 0) * c;
        re[b] = (re[a] ?? 0) - x;
        im[b] = (im[a] ?? 0) - y;
        re[a] = (re[a] ?? 0) + x;
        im[a] = (im[a] ?? 0) + y;
      }
    }
  }
}

function reverseBits(n: number): number {
  let out = 0;
  for (let bit = 1; bit < FLATNESS_POINTS; bit *= 2) out = out * 2 + (n & bit ? 1 : 0);
  return out;
}
