import { RECIPES } from './named-recipes.js';
import type { Recipe } from './recipe.js';

/**
 * How a recipe that was trained departs from the one that its name stands for, as words for names of evaluations and rows
 * of results: no figure of another training may pass for the recipe's own. Nothing for a name that is not known.
 */
export function recipeDepartures(name: string, trained: Recipe): string[] {
  const known: Readonly<Record<string, Recipe>> = RECIPES;
  const { epochs, keep, validationShare } = known[name] ?? trained;
  const isOtherwiseKept = trained.keep !== keep || trained.validationShare !== validationShare;
  return [
    ...(trained.epochs === epochs ? [] : [`${trained.epochs}-epochs`]),
    ...(trained.keep === 'last' && isOtherwiseKept ? ['last-epoch'] : []),
  ];
}
