// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady, root } from './bootstrap.mjs';

try {
  await ensureReady({ build: true });
  const local = pathToFileURL(join(root, 'dist/apps/local/src/ensure-redis-server.js')).href;
  await (await import(local)).ensureRedisServer();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
// The terminal also sends Ctrl-C to vitest, which closes its services. This process waits for it.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => void (signal === 'SIGINT' || child.kill(signal)));
}
child.on('close', (code) => (process.exitCode = code ?? 1));
