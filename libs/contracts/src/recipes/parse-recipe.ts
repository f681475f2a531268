import type { z } from 'zod';
import { SerenadeError } from '../errors.js';
import { recipeSchema, type Recipe } from './recipe.js';

/**
 * Parses a recipe from JSON and fills in its defaults.
 *
 * @throws SerenadeError `recipe.unknown_key` that names the keys, or `recipe.invalid` that names the first wrong
 * field
 */
export function parseRecipe(json: unknown): Recipe {
  const parsed = recipeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => formatPath([...issue.path, key])) : [],
  );
  if (unknown.length > 0) {
    throw new SerenadeError(
      'recipe.unknown_key',
      `The recipe has unknown keys: ${unknown.join(', ')}. Remove them, or see docs/training.md for valid keys.`,
      { keys: unknown.join(', ') },
    );
  }
  throw new SerenadeError(
    'recipe.invalid',
    `The recipe is invalid: ${describeIssue(parsed.error.issues[0])}.`,
  );
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'it is malformed';
  const path = formatPath(issue.path);
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
