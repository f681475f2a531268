import type { Group } from './groups.js';
import type { Random } from '#libs/random';

/**
 * Draws about `share` of the positions of every class, and never separates a group. A group has the class of its first
 * position. Class totals use the largest-remainder method, so that they sum to the rounded share of all positions. A
 * class without groups of one position aims at its exact share instead. With groups of one or two positions, the total
 * of a class is within one position of its exact share.
 *
 * @param labels the class of each position
 * @returns the drawn positions
 */
export function drawStratified(
  groups: readonly Group[],
  labels: readonly string[],
  share: number,
  random: Random,
): Set<number> {
  const byClass = new Map<string, Group[]>();
  for (const group of groups) {
    const label = labels[group[0] ?? 0] ?? '';
    byClass.set(label, [...(byClass.get(label) ?? []), group]);
  }
  const classes = [...byClass.keys()].sort();
  const sizes = classes.map((label) =>
    (byClass.get(label) ?? []).reduce((sum, group) => sum + group.length, 0),
  );
  const targets = largestRemainder(sizes, share);
  const drawn = new Set<number>();
  for (const [index, label] of classes.entries()) {
    const own = byClass.get(label) ?? [];
    const canBeExact = own.some((group) => group.length === 1);
    const target = canBeExact ? (targets[index] ?? 0) : (sizes[index] ?? 0) * share;
    for (const group of takeGroups(random.shuffle(own), target)) {
      for (const position of group) drawn.add(position);
    }
  }
  return drawn;
}

/** Rounds shares of sizes to whole numbers that sum to the rounded share of the total (Hamilton's method). */
export function largestRemainder(sizes: readonly number[], share: number): number[] {
  const exact = sizes.map((size) => size * share);
  const result = exact.map(Math.floor);
  const total = Math.round(sizes.reduce((sum, size) => sum + size, 0) * share);
  const missing = total - result.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Math.max(0, missing)))
    result[index] = (result[index] ?? 0) + 1;
  return result;
}

/** Takes groups in order, each if it brings the count closer to the target. */
function takeGroups(groups: readonly Group[], target: number): Group[] {
  const taken: Group[] = [];
  let count = 0;
  for (const group of groups) {
    const after = count + group.length;
    if (Math.abs(target - after) >= Math.abs(target - count)) continue;
    taken.push(group);
    count = after;
  }
  return taken;
}
