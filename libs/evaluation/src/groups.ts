import type { GroupResult } from '#libs/contracts';

/**
 * Computes recall by group, for example by actor. The mean over all clips hides which speakers a model misreads.
 *
 * @param groupOf the group of each clip, or null
 */
export function groupResults(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  groupOf: readonly (string | null)[],
  classes: number,
): GroupResult[] {
  const names = new Set(groupOf.filter((group) => group !== null));
  return [...names].sort().map((group): GroupResult => {
    const clips = [...groupOf.keys()].filter((clip) => groupOf[clip] === group);
    const hits = clips.filter((clip) => truth[clip] === predicted[clip]).length;
    const recalls = Array.from({ length: classes }, (_, label) => {
      const own = clips.filter((clip) => truth[clip] === label);
      return own.length === 0 ? null : own.filter((clip) => predicted[clip] === label).length / own.length;
    });
    const known = recalls.filter((recall) => recall !== null);
    return {
      group,
      clips: clips.length,
      accuracy: hits / clips.length,
      uar: known.reduce((sum, recall) => sum + recall, 0) / known.length,
      recalls,
    };
  });
}
