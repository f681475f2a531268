import type { Model } from '../api/types.js';
import { counted } from '../words.js';

/** An ensemble has none of its own. */
export function architectureOf({ recipe, members }: Model): string {
  return recipe?.architecture ?? `ensemble of ${counted(members?.length ?? 0, 'model')}`;
}
