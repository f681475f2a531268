/** The number of values of a 16-bit integer. */
const COUNT = 65_536;

let table: Float32Array | undefined;

/**
 * Returns the quantiles of the standard normal distribution at (i + 1/2) / 65,536. A 16-bit value selects one, so a
 * random 32-bit word yields two normal numbers. The largest is 4.3 deviations. The table is built on first use.
 */
export function normalQuantiles(): Float32Array {
  table ??= Float32Array.from({ length: COUNT }, (_, at) => normalQuantile((at + 0.5) / COUNT));
  return table;
}

/** Computes a normal quantile to seven digits (algorithm AS 241, PPND7, Wichura 1988) for probabilities above e^-25. */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability)) - 1.6;
  const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  const below = (0.12021132975 * r + 0.737001642) * r + 1;
  return (Math.sign(q) * above) / below;
}
