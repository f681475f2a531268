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

/** A file of this folder, of which one knows the architecture. */
function fileOf<A extends Architecture>(json: { readonly architecture: string }): RecipeFor<A> {
  return parseRecipe(json) as RecipeFor<A>;
}

/** The recipes that go by a name, each a file beside this one. docs/training.md says what each is for. */
export const RECIPES = {
  paper: fileOf<'dual-lstm'>(paper),
  'paper-single': fileOf<'single-lstm'>(paperSingle),
  best: fileOf<'conv-attention'>(best),
  'last-step': fileOf<'last-step'>(lastStep),
  peephole: fileOf<'peephole-lstm'>(peephole),
  'bilstm-attention': fileOf<'bilstm-attention'>(bilstmAttention),
  'residual-lstm': fileOf<'residual-lstm'>(residualLstm),
  tcn: fileOf<'tcn'>(tcn),
  'conv-transformer': fileOf<'conv-transformer'>(convTransformer),
  'mlp-312': fileOf<'mlp-312'>(mlp312),
  logistic: fileOf<'logistic'>(logistic),
  'conv-attention-a': fileOf<'conv-attention'>(convAttentionA),
  'conv-attention-b': fileOf<'conv-attention'>(convAttentionB),
  'student-conv': fileOf<'conv-attention'>(studentConv),
  'student-lstm': fileOf<'dual-lstm'>(studentLstm),
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
