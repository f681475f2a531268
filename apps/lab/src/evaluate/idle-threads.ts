import type { Recipe } from '#libs/contracts';

/**
 * Threads of one training: jobs that the last, incomplete round of trainings leaves idle help an ensemble's members,
 * whose weights stay the same where threads share them out evenly. A network that is alone keeps to one thread, since
 * more of them would give other weights.
 *
 * @param at the training's place among `runs`
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
