import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../apps/local/src/places.js';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const LONGEST_MS = 120_000;

/** Runs the built `serenade` in its own process, with its output in a pipe and only these variables. */
export async function serenade(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
  /** Aborting ends the process like kill -9. */
  killed?: AbortSignal,
): Promise<Said> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  killed?.addEventListener('abort', () => child.kill('SIGKILL'));
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code));
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}
