import type { Recipe } from '#libs/contracts';

/**
 * Returns the number of threads for one training. If the last trainings are fewer than the jobs, the idle jobs help to
 * train the members of an ensemble. Its weights stay the same if every thread gets the same number of members. A single
 * network always gets one thread, because more threads would change its weights.
 *
 * @param at the training's position among all `runs`
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
