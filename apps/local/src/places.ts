import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout: the nearest parent folder with a package.json, from sources and from dist/. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The folders in which one of the two programs stores its data. */
export interface Places {
  readonly base: string;
  readonly store: string;
  readonly redis: string;
  readonly logs: string;
}

/**
 * Returns a program's folders. `npm start` and `npm run demo` have separate ones, so that neither deletes the other's
 * data.
 */
export function getPlaces(program: 'start' | 'demo'): Places {
  const base = program === 'start' ? join(ROOT, '.serenade') : join(ROOT, '.serenade/demo');
  return { base, store: join(base, 'store'), redis: join(base, 'redis'), logs: join(base, 'logs') };
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('apps/local is not in a checkout of Serenade.');
  return findRoot(parent);
}
