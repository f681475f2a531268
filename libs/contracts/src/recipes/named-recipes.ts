import { SerenadeError } from '../errors.js';
import convAttentionA from './conv-attention-a.json' with { type: 'json' };
import convAttentionB from './conv-attention-b.json' with { type: 'json' };
import paper from './paper.json' with { type: 'json' };
import paperSingle from './paper-single.json' with { type: 'json' };
import { parseRecipe } from './parse-recipe.js';
import type { Architecture, Recipe, RecipeFor } from './recipe.js';

/** A file of this folder, of which one knows the architecture. */
function fileOf<A extends Architecture>(json: { readonly architecture: string }): RecipeFor<A> {
  return parseRecipe(json) as RecipeFor<A>;
}

/** The recipes that go by a name, each a file beside this one. docs/training.md says what each is for. */
export const RECIPES = {
  paper: fileOf<'dual-lstm'>(paper),
  'paper-single': fileOf<'single-lstm'>(paperSingle),
  'conv-attention-a': fileOf<'conv-attention'>(convAttentionA),
  'conv-attention-b': fileOf<'conv-attention'>(convAttentionB),
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;
export const RECIPE_NAMES = Object.keys(RECIPES) as readonly RecipeName[];

/** @throws SerenadeError `recipe.unknown` */
export function recipeNamed(name: string): Recipe {
  if (!Object.hasOwn(RECIPES, name)) {
    throw new SerenadeError(
      'recipe.unknown',
      `There is no recipe "${name}"; choose one of ${RECIPE_NAMES.join(', ')}.`,
    );
  }
  return RECIPES[name as RecipeName];
}
