import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManagedChild } from './managed-child.js';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'serenade-child-'))));
afterEach(() => rm(folder, { recursive: true }));

const node = (script: string): ManagedChild =>
  new ManagedChild({
    name: 'part',
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'part.log'),
  });

const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilLogged(text: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await readFile(join(folder, 'part.log'), 'utf8')).includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('ManagedChild', () => {
  it('reports an early exit with the end of the log in readable form', async () => {
    const line = JSON.stringify({ level: 60, msg: 'no store', err: { message: 'EACCES' } });
    const child = node(`console.log('plain'); console.log(${JSON.stringify(line)}); process.exit(3)`);
    await expect(child.failsEarly()).rejects.toThrow(
      /part stopped \(exit code 3\)[^]*plain[^]*error: no store: EACCES/,
    );
  });

  it('reports a program that does not exist', async () => {
    const child = new ManagedChild({
      name: 'x',
      command: '/no/such/program',
      args: [],
      logFile: join(folder, 'x.log'),
    });
    await expect(child.failsEarly()).rejects.toThrow(/could not be started/);
    await child.stop(10);
  });

  it('lets a child drain', async () => {
    const child = node(
      `process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 100)); setInterval(() => 0, 1000); console.log('up')`,
    );
    await untilLogged('up');
    await child.stop(5000);
    expect(await readFile(join(folder, 'part.log'), 'utf8')).toContain('drained');
    expect(isAlive(child.pid)).toBe(false);
  });

  it('kills a child that does not end', async () => {
    const child = node(`process.on('SIGTERM', () => 0); setInterval(() => 0, 1000); console.log('up')`);
    await untilLogged('up');
    await child.stop(100);
    expect(isAlive(child.pid)).toBe(false);
  });
});
