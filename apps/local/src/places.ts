import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the nearest folder above this file that has a package.json, from the sources and from dist/. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Where one of the two programs keeps everything it writes. */
export interface Places {
  readonly base: string;
  readonly store: string;
  readonly redis: string;
  readonly logs: string;
}

/** `npm start` and `npm run demo` have folders of their own, so that one never clears what the other needs. */
export function placesOf(program: 'start' | 'demo'): Places {
  const base = program === 'start' ? join(ROOT, '.serenade') : join(ROOT, '.serenade/demo');
  return { base, store: join(base, 'store'), redis: join(base, 'redis'), logs: join(base, 'logs') };
}

/** A path as the user meant it: npm changes to the checkout and leaves the user's folder in INIT_CWD. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('apps/local stands in no checkout of Serenade.');
  return findRoot(parent);
}
