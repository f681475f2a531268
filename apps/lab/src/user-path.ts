import { resolve } from 'node:path';

/** A path as the user wrote it: `npm run` changes the working folder and says where it was called. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
