/** The element at a place that is known to be there. */
export function elementAt<T>(list: readonly T[], at: number): T {
  const element = list[at];
  if (element === undefined) throw new RangeError(`There is no element ${at} of ${list.length}`);
  return element;
}
