import { resolve } from 'node:path';

/** Resolves a path from the user. `npm run` changes to the checkout and keeps the user's folder in INIT_CWD. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
