import { describe, expect, it } from 'vitest';
import { RECIPES, sweepRange } from '#libs/contracts';
import { drawConfigurations, varyRecipe } from './draw.js';

const range = (json: object) => sweepRange.parse(json);
const DRAWS = 400;

describe('drawConfigurations', () => {
  const ranges = {
    units: range({ low: 2, high: 4, whole: true }),
    'learningRate.peak': range({ low: 1e-4, high: 1e-2, scale: 'log' }),
    optimizer: range({ values: ['adam', 'adamw'] }),
  };
  const drawn = drawConfigurations(ranges, DRAWS, 7);
  const count = (is: (values: (typeof drawn)[number]) => boolean) => drawn.filter(is).length / DRAWS;

  it('draws both ends of a range of whole numbers as often as the rest, and half of a log range below its geometric mean', () => {
    for (const units of [2, 3, 4]) expect(count((values) => values['units'] === units)).toBeCloseTo(1 / 3, 1);
    expect(count((values) => Number(values['learningRate.peak']) < 1e-3)).toBeCloseTo(0.5, 1);
    expect(count((values) => values['optimizer'] === 'adam')).toBeCloseTo(0.5, 1);
    for (const values of drawn) {
      expect(Number(values['learningRate.peak'])).toBeGreaterThanOrEqual(1e-4);
      expect(Number(values['learningRate.peak'])).toBeLessThanOrEqual(1e-2);
    }
  });

  it('draws the same configurations from the same seed, in any order of the keys', () => {
    const turned = Object.fromEntries(Object.entries(ranges).reverse());
    expect(drawConfigurations(turned, DRAWS, 7)).toEqual(drawn);
    expect(drawConfigurations(ranges, DRAWS, 8)).not.toEqual(drawn);
  });
});

describe('varyRecipe', () => {
  const limits = { epochs: 9, minutes: undefined };

  it('changes keys at any depth, the epochs and the time limit', () => {
    const recipe = varyRecipe(
      RECIPES.paper,
      { units: 8, 'learningRate.peak': 0.01 },
      { epochs: 9, minutes: 2 },
    );
    expect(recipe).toMatchObject({ units: 8, epochs: 9, budgetMinutes: 2, learningRate: { peak: 0.01 } });
    expect(RECIPES.paper.units).toBe(128);
  });

  it.each([
    [{ unitz: 8 }, 'recipe.unknown_key'],
    [{ 'units.deep': 8 }, 'recipe.unknown_key'],
    [{ '__proto__.x': 8 }, 'recipe.unknown_key'],
    [{ units: -1 }, 'recipe.invalid'],
  ])('refuses %j with %s', (values, code) => {
    expect(() => varyRecipe(RECIPES.paper, values, limits)).toThrow(expect.objectContaining({ code }));
  });
});
