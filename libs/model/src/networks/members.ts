import type { Recipe } from '#libs/contracts';

/** What stands before the names of each member's weights; a network that is alone has no such thing. */
export function memberPrefixes({ members }: Pick<Recipe, 'members'>): string[] {
  return members === 1 ? [''] : Array.from({ length: members }, (_, member) => `member_${member + 1}/`);
}
