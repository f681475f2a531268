import type { Model } from '../api/types.js';
import { counted } from '../words.js';

/** Returns a model's architecture; an ensemble has none and returns the number of its members. */
export function architectureOf({ recipe, members }: Model): string {
  return recipe?.architecture ?? `ensemble of ${counted(members?.length ?? 0, 'model')}`;
}
