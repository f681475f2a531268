import type { Recipe } from '#libs/contracts';

/** Returns the prefix of each member's weight names. A single network has an empty prefix. */
export function memberPrefixes({ members }: Pick<Recipe, 'members'>): string[] {
  return members === 1 ? [''] : Array.from({ length: members }, (_, member) => `member_${member + 1}/`);
}
