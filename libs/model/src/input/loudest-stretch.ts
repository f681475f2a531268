/** `logmel-htk-80` adds this floor to mel powers. The bins are the frequencies of its spectrum. */
const FLOOR = 1e-7;
const SPECTRUM_BINS = 513;
const QUIET_SHARE = 0.1;

/**
 * Finds the loudest stretch of `wanted` frames and returns its first frame. Loudness is the sum of max(e - p10(e), 0),
 * where e is a frame's energy in dB and p10 the clip's tenth percentile of it. Of equal stretches the first wins.
 *
 * The energy, 10 log10(mean power of the spectrum + 1e-7), is computed from the mel levels. HTK triangles with peak 1
 * add up to 1 at every frequency between the first center and the last, so the bands' powers add up to the spectrum's.
 * Other mel scales weigh frequencies by their own filters.
 *
 * @param levels in dB, `[frames, bands]`, at least `wanted` frames
 */
export function loudestStretch(levels: Float32Array, bands: number, wanted: number): number {
  const energies = frameEnergies(levels, bands);
  const quiet = quantile(energies, QUIET_SHARE);
  const loudness = energies.map((energy) => Math.max(energy - quiet, 0));
  let sum = loudness.subarray(0, wanted).reduce((total, value) => total + value, 0);
  let [best, start] = [sum, 0];
  for (let from = 1; from + wanted <= loudness.length; from++) {
    sum += (loudness[from + wanted - 1] ?? 0) - (loudness[from - 1] ?? 0);
    // Running sums of equal stretches differ in their last digits.
    if (sum > best + 1e-9) [best, start] = [sum, from];
  }
  return start;
}

function frameEnergies(levels: Float32Array, bands: number): Float64Array {
  return Float64Array.from({ length: levels.length / bands }, (_, frame) => {
    let power = 0;
    for (let band = 0; band < bands; band++) {
      power += Math.max(10 ** ((levels[frame * bands + band] ?? 0) / 10) - FLOOR, 0);
    }
    return 10 * Math.log10(power / SPECTRUM_BINS + FLOOR);
  });
}

/** Interpolates linearly between ranks, as NumPy does by default. */
function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? below) - below);
}
