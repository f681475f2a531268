/** The largest magnitude of each of `bars` equal stretches of a signal, as shares of the largest of all. */
export function peaksOf(signal: Float32Array, bars: number): Float64Array {
  const peaks = new Float64Array(bars);
  let most = 0;
  for (let at = 0; at < signal.length; at++) {
    const bar = Math.floor((at * bars) / signal.length);
    const size = Math.abs(signal[at] ?? 0);
    if (size > (peaks[bar] ?? 0)) peaks[bar] = size;
    if (size > most) most = size;
  }
  return most === 0 ? peaks : peaks.map((peak) => peak / most);
}
