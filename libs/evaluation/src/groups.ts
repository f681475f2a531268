import type { GroupResult } from '#libs/contracts';

/**
 * Recall by group, such as each actor's: a mean over all clips hides whom a model does not understand.
 *
 * @param groupOf the group of each clip; null for none
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
