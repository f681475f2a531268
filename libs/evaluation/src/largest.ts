/** Position of the largest of `count` values, the first of equals, counted from `start`. */
export function largest(values: Float32Array, start: number, count: number): number {
  let best = 0;
  for (let at = 1; at < count; at++) {
    if ((values[start + at] ?? 0) > (values[start + best] ?? 0)) best = at;
  }
  return best;
}
