import { RECIPES } from './named-recipes.js';
import type { Recipe } from './recipe.js';

/**
 * Lists how a trained recipe departs from the recipe of that name, for names of evaluations and rows of results, so
 * that its figures are not mistaken for the recipe's own. Empty for an unknown name.
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
