// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady, root } from './bootstrap.mjs';

/**
 * Sets up and runs one of the programs of apps/local in this same process, so that it gets arguments and signals as
 * they are.
 *
 * @param {'demo' | 'start'} name
 */
export async function runLocal(name) {
  try {
    await ensureReady({ build: true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  await import(pathToFileURL(join(root, 'dist/apps/local/src', `${name}.js`)).href);
}
