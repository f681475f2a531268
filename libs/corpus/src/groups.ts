/** Positions that must stay together in one part. */
export type Group = readonly number[];

/**
 * Groups positions so that those sharing any key are together, and no others (union-find with path halving).
 *
 * @param keysOf the keys of each position; null and undefined keys are ignored
 * @returns groups in the order of their first position
 */
export function groupBy(keysOf: readonly (readonly (string | null | undefined)[])[]): Group[] {
  const parent = Int32Array.from(keysOf.keys());
  const rootOf = (position: number): number => {
    let at = position;
    while (parent[at] !== at) {
      const above = parent[at] ?? at;
      parent[at] = parent[above] ?? above;
      at = above;
    }
    return at;
  };
  const firstOfKey = new Map<string, number>();
  for (const [position, keys] of keysOf.entries()) {
    for (const [kind, key] of keys.entries()) {
      if (key === null || key === undefined) continue;
      const first = firstOfKey.get(`${kind}:${key}`);
      if (first === undefined) firstOfKey.set(`${kind}:${key}`, position);
      else parent[rootOf(position)] = rootOf(first);
    }
  }
  const groups = new Map<number, number[]>();
  for (const position of keysOf.keys()) {
    const root = rootOf(position);
    const group = groups.get(root);
    if (group) group.push(position);
    else groups.set(root, [position]);
  }
  return [...groups.values()];
}
