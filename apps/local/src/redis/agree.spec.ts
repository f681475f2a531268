import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../places.js';
import { findProgram } from '../run-command.js';
import { agreeOn } from './agree.js';
import { fromHomebrew } from './from-homebrew.js';

const BUILT = pathToFileURL(join(ROOT, 'dist/apps/local/src/redis/agree.js')).href;
const ASKS = `
  const { agreeOn } = await import('${BUILT}');
  const agree = agreeOn({ input: process.stdin, output: process.stdout }, new AbortController().signal);
  console.log('agreed: ' + (await agree('install it')));
  process.exit();
`;
const { signal } = new AbortController();
const hasScript = (await findProgram('script')) !== null;

/** Runs the question on a pseudo-terminal, types the answer, and returns the output. */
async function typed(keys: string): Promise<string> {
  const command = `${process.execPath} --input-type=module -e "${ASKS.replaceAll('\n', ' ')}"`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  terminal.stdout.on('data', (chunk: Buffer) => {
    if (!output.includes('[Y/n]') && (output + chunk.toString()).includes('[Y/n]'))
      terminal.stdin.write(keys);
    output += chunk.toString();
  });
  await once(terminal, 'close');
  return output;
}

describe.skipIf(!hasScript)('asking for consent on a terminal', () => {
  it.each([
    ['Enter', '\n', true],
    ['y', 'y\n', true],
    ['no', 'no\n', false],
    ['the end of the input', '\u0004', false],
  ])('takes %s for an answer', async (_, keys, agreed) => {
    const output = await typed(keys);
    expect(output).toContain('Install it with `install it`? [Y/n]');
    expect(output).toContain(`agreed: ${String(agreed)}`);
  });
});

describe('agreeOn', () => {
  it('prints what is installed, and does not wait, without a terminal', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    expect(await agreeOn({ input, output }, signal)('brew install redis')).toBe(true);
    output.end();
    expect(await text(output)).toMatch(/needs Redis.*brew install redis\n$/);
  });

  it('stops asking when the program is interrupted', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    const interruption = new AbortController();
    const asked = agreeOn({ input, output }, interruption.signal)('install it');
    interruption.abort();
    await expect(asked).rejects.toThrow(/abort/i);
  });
});

describe('an installation', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('does not begin when the user says no', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'serenade-brew-'));
    await writeFile(join(folder, 'brew'), `#!/bin/sh\ntouch ${folder}/began\nexit 1\n`);
    await chmod(join(folder, 'brew'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    const lines: string[] = [];
    const request = {
      dir: folder,
      logFile: join(folder, 'log'),
      signal,
      tell: (line: string) => void lines.push(line),
    };
    const refused = fromHomebrew({ ...request, agree: () => Promise.resolve(false) });
    await expect(refused).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('brew') as string,
    });
    expect(existsSync(join(folder, 'began'))).toBe(false);
    // With consent it begins, and says why it did not succeed.
    expect(await fromHomebrew({ ...request, agree: () => Promise.resolve(true) })).toBeNull();
    expect(lines.join()).toContain('Homebrew could not install Redis');
    await rm(folder, { recursive: true });
  });
});
