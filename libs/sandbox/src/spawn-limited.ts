import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, which contains `dist`. This file runs as TypeScript, or as JavaScript within `dist/`. */
const ROOT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../../../', import.meta.url),
);

/** The only files that the JavaScript of a sandbox may read. Settings and stores next to them stay closed. */
const READABLE = ['dist', 'node_modules', 'package.json'].flatMap((name) => {
  const path = join(ROOT, name);
  return existsSync(path)
    ? [...new Set([path, realpathSync(path)])].map((each) => `--allow-fs-read=${each}`)
    : [];
});

/** Node 20 calls the flag experimental. Native modules run outside of it, so the limits below are the second line. */
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

/**
 * V8 13 (Node 24) reserves this much for code at its start. The kernel counts it as data, although it is not in use. The
 * resident memory is limited without it (`guard.thread.ts`).
 */
const RESERVED_BYTES = Number.parseInt(process.versions.v8) >= 13 ? 512 * 1024 ** 2 : 0;

/**
 * Lowers the limits of a shell and replaces it by its arguments. A process over `-d` cannot allocate. `-f 0` refuses to
 * write files, and `-c 0` to leave a memory image. If the machine runs out of memory, Linux ends this process first.
 */
const LIMIT = `
{ echo 1000 > /proc/self/oom_score_adj; ulimit -d "$1"; ulimit -f 0; ulimit -c 0; } 2> /dev/null
shift; unset PWD
exec "$@"`;

/**
 * Starts a module in a process that is limited for code that we do not trust: no environment, the given working
 * directory, a memory limit, no writing, no child processes, and in JavaScript no reading outside of our own code. File
 * descriptor 3 is a pipe to the parent.
 *
 * Windows has no such shell. There, the process limits itself (`guard.thread.ts`).
 */
export function spawnLimited(entry: string, cwd: string, memoryBytes: number): ChildProcess {
  const options = [PERMISSION, '--allow-addons', '--allow-worker', ...READABLE, '--no-warnings'];
  const command = [process.execPath, ...options, entry, String(memoryBytes)];
  const [file = '', ...args] =
    process.platform === 'win32'
      ? command
      : ['/bin/sh', '-c', LIMIT, 'sh', String(Math.ceil((memoryBytes + RESERVED_BYTES) / 1024)), ...command];
  return spawn(file, args, {
    cwd,
    env: { ORT_DISABLE_TELEMETRY: '1' }, // onnxruntime would send a log of its use
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
}
