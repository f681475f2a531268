/** Rounds to a number of decimals, half up. Published figures carry few digits, so that files stay small. */
export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
