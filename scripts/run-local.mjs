// @ts-check
// Sets up the clone, then runs a program of apps/ in this process, so that the program receives signals directly.
//
//   node scripts/run-local.mjs PROGRAM [ARGUMENT...]      PROGRAM: local/src/demo, lab/src/evaluate, …
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady, root } from './bootstrap.mjs';

// The program finds its own arguments where it expects them: from the third place on.
const [program = ''] = process.argv.splice(2, 1);
try {
  await ensureReady({ build: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import(pathToFileURL(join(root, 'dist/apps', `${program}.js`)).href);
