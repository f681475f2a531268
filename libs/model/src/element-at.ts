/** Returns the element at a position. @throws RangeError when the position is out of range */
export function elementAt<T>(list: readonly T[], at: number): T {
  const element = list[at];
  if (element === undefined)
    throw new RangeError(`The list has ${list.length} elements and no element ${at}`);
  return element;
}
