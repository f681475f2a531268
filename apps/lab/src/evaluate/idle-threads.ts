import type { Recipe } from '#libs/contracts';

/**
 * Returns the number of threads for one training. Jobs that are idle in the last, incomplete round help the members of
 * an ensemble, whose weights do not change if the threads divide them evenly. A single network keeps one thread,
 * because more would change its weights.
 *
 * @param at the training's position in `runs`
 */
export function threadsOf(
  { members }: Pick<Recipe, 'members'>,
  at: number,
  runs: number,
  jobs: number,
): number {
  const last = runs % jobs;
  const share = at < runs - last ? 1 : Math.floor(jobs / last);
  let threads = Math.min(members, share);
  while (members % threads !== 0) threads--;
  return threads;
}
