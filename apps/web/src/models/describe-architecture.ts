import type { Model } from '../api/types.js';
import { counted } from '../words.js';

/** Names a model's architecture, or counts the members of an ensemble. */
export function describeArchitecture({ recipe, members }: Model): string {
  return recipe?.architecture ?? `ensemble of ${counted(members?.length ?? 0, 'model')}`;
}
