import { resolve } from 'node:path';

/** Resolves a path from the user. `npm run` changes the working folder and passes the original one. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
