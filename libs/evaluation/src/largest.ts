/** Returns the offset from `start` of the largest of `count` values; the first one wins ties. */
export function largest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let at = 1; at < count; at++) {
    if ((values[start + at] ?? 0) > (values[start + best] ?? 0)) best = at;
  }
  return best;
}
