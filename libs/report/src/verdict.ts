import type { Comparison } from '#libs/evaluation';

const LEVEL = 0.05;

/** Describes a comparison in words; `thing` names what only the second model has. */
export function describeVerdict(comparison: Comparison, thing: string): string {
  const { uar, bootstrap, mcNemar, onlyFirst, onlySecond, wins, pairs } = comparison;
  const direction = uar.mean >= 0 ? 'helps' : 'hurts';
  const byActors = bootstrap !== null && bootstrap[0] > 0 === bootstrap[1] > 0;
  const byClips = mcNemar < LEVEL && onlySecond > onlyFirst === uar.mean >= 0;
  const counted = `with it, UAR is higher in ${wins} of ${pairs} trainings`;
  if (byActors && byClips) return `${thing} ${direction} according to both tests (${counted}).`;
  if (byActors || byClips) {
    const [yes, no] = byActors
      ? ['the bootstrap over actors', "McNemar's test"]
      : ["McNemar's test", 'the bootstrap over actors'];
    return `${thing} ${direction} according to ${yes}, but not according to ${no}: treat this as a hint (${counted}).`;
  }
  return `no significant difference for ${thing}: neither test rules out chance (${counted}).`;
}
