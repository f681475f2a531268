// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady, root } from './bootstrap.mjs';

/**
 * Sets up and runs a program in this process, so that it receives arguments and signals unchanged.
 *
 * @param {'local/src/demo' | 'local/src/start' | 'lab/src/evaluate' | 'lab/src/results' | 'lab/src/occlusion' | 'lab/src/domain'} program
 */
export async function runLocal(program) {
  try {
    await ensureReady({ build: true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  await import(pathToFileURL(join(root, 'dist/apps', `${program}.js`)).href);
}
