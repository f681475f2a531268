import { SerenadeError, parseRecipe, type Recipe, type SweepRange, type SweepValues } from '#libs/contracts';
import { Random } from '#libs/random';

/** Draws configurations at random, each key independently. The same seed draws the same configurations. */
export function drawConfigurations(
  ranges: Readonly<Record<string, SweepRange>>,
  count: number,
  seed: number,
): SweepValues[] {
  const random = Random.seeded(seed, 'sweep');
  const keys = Object.keys(ranges).sort();
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const range = ranges[key];
        return range === undefined ? [] : [[key, drawValue(range, random)] as const];
      }),
    ),
  );
}

function drawValue(range: SweepRange, random: Random): SweepValues[string] {
  if ('values' in range) return range.values[random.below(range.values.length)] ?? null;
  const { low, high, scale, whole } = range;
  // Each whole number gets an interval of length 1, so that both ends are as likely as the others.
  const [from, to] = whole ? [low - 0.5, high + 0.5] : [low, high];
  const share = random.uniform();
  const isLog = scale === 'log' && from > 0;
  const value = isLog ? from * (to / from) ** share : from + (to - from) * share;
  return whole ? Math.min(high, Math.max(low, Math.round(value))) : value;
}

/**
 * Returns the recipe with these keys changed. A key is a path such as `learningRate.peak`.
 *
 * @throws SerenadeError `recipe.unknown_key`, `recipe.invalid`
 */
export function varyRecipe(
  recipe: Recipe,
  values: SweepValues,
  limits: { readonly epochs: number; readonly minutes: number | undefined },
): Recipe {
  const json = JSON.parse(JSON.stringify(recipe)) as Record<string, unknown>;
  for (const [path, value] of Object.entries(values)) setAt(json, path, value);
  const { epochs, minutes } = limits;
  return parseRecipe({ ...json, epochs, ...(minutes === undefined ? {} : { budgetMinutes: minutes }) });
}

function setAt(json: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  let place = json;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(place, key) ? place[key] : undefined;
    if (typeof next !== 'object' || next === null || Array.isArray(next)) {
      throw new SerenadeError(
        'recipe.unknown_key',
        `The recipe has no key "${path}": ${key} contains no keys. See docs/training.md for the names.`,
        { keys: path },
      );
    }
    place = next as Record<string, unknown>;
  }
  const last = keys.at(-1) ?? '';
  if (last === '__proto__') throw new SerenadeError('recipe.unknown_key', `The recipe has no key ${last}.`);
  place[last] = value;
}
