import type { z } from 'zod';
import { SerenadeError } from '../errors.js';
import { recipeSchema, type Recipe } from './recipe.js';

/**
 * A recipe from JSON, whole.
 *
 * @throws SerenadeError `recipe.unknown_key` that names the keys, `recipe.invalid` that names the first field at fault
 */
export function parseRecipe(json: unknown): Recipe {
  const parsed = recipeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => pathOf([...issue.path, key])) : [],
  );
  if (unknown.length > 0) {
    throw new SerenadeError(
      'recipe.unknown_key',
      `The recipe has keys that nothing reads: ${unknown.join(', ')}. Remove them, or see docs/training.md for the names.`,
      { keys: unknown.join(', ') },
    );
  }
  throw new SerenadeError('recipe.invalid', `The recipe does not fit: ${describe(parsed.error.issues[0])}.`);
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'it cannot be read';
  const path = pathOf(issue.path);
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
