import { SerenadeError } from '../errors.js';
import best from './best.json' with { type: 'json' };
import lastStep from './last-step.json' with { type: 'json' };
import peephole from './peephole.json' with { type: 'json' };
import bilstmAttention from './bilstm-attention.json' with { type: 'json' };
import residualLstm from './residual-lstm.json' with { type: 'json' };
import tcn from './tcn.json' with { type: 'json' };
import convTransformer from './conv-transformer.json' with { type: 'json' };
import mlp312 from './mlp-312.json' with { type: 'json' };
import logistic from './logistic.json' with { type: 'json' };
import convAttentionA from './conv-attention-a.json' with { type: 'json' };
import convAttentionB from './conv-attention-b.json' with { type: 'json' };
import paper from './paper.json' with { type: 'json' };
import paperSingle from './paper-single.json' with { type: 'json' };
import studentConv from './student-conv.json' with { type: 'json' };
import studentLstm from './student-lstm.json' with { type: 'json' };
import { parseRecipe } from './parse-recipe.js';
import type { Architecture, Recipe, RecipeFor } from './recipe.js';

/** Parses a recipe file of this folder whose architecture is known. */
function parseFile<A extends Architecture>(json: { readonly architecture: string }): RecipeFor<A> {
  return parseRecipe(json) as RecipeFor<A>;
}

/** The named recipes, each in a file of this folder. docs/training.md explains their use. */
export const RECIPES = {
  paper: parseFile<'dual-lstm'>(paper),
  'paper-single': parseFile<'single-lstm'>(paperSingle),
  best: parseFile<'conv-attention'>(best),
  'last-step': parseFile<'last-step'>(lastStep),
  peephole: parseFile<'peephole-lstm'>(peephole),
  'bilstm-attention': parseFile<'bilstm-attention'>(bilstmAttention),
  'residual-lstm': parseFile<'residual-lstm'>(residualLstm),
  tcn: parseFile<'tcn'>(tcn),
  'conv-transformer': parseFile<'conv-transformer'>(convTransformer),
  'mlp-312': parseFile<'mlp-312'>(mlp312),
  logistic: parseFile<'logistic'>(logistic),
  'conv-attention-a': parseFile<'conv-attention'>(convAttentionA),
  'conv-attention-b': parseFile<'conv-attention'>(convAttentionB),
  'student-conv': parseFile<'conv-attention'>(studentConv),
  'student-lstm': parseFile<'dual-lstm'>(studentLstm),
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;
export const RECIPE_NAMES = Object.keys(RECIPES) as readonly RecipeName[];

/** @throws SerenadeError `recipe.unknown` */
export function recipeNamed(name: string): Recipe {
  if (!Object.hasOwn(RECIPES, name)) {
    throw new SerenadeError(
      'recipe.unknown',
      `Recipe "${name}" does not exist. Choose one of ${RECIPE_NAMES.join(', ')}.`,
    );
  }
  return RECIPES[name as RecipeName];
}
