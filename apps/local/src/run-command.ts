import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a command until it ends. It never throws: if the command is missing, fails or times out, `ok` is false. */
export function runCommand(
  command: string,
  args: readonly string[],
  { timeoutMs = 600_000, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

/** Folders in which Debian and Homebrew install servers, even if the user's PATH lacks them. */
const MORE_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/opt/homebrew/bin'];

/** Returns the full path of a program; null if it is not installed. */
export async function findProgram(name: string): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS];
  for (const folder of folders) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && isThere) return path;
  }
  return null;
}

/** Returns the most informative line of a failed command's output. */
export function findReason(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.find((line) => /\b(error|E:|denied|failed|cannot)\b/i.test(line)) ??
    lines.at(-1) ??
    'no reason given'
  );
}
