import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Leash } from './leash.js';

const READY_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;
const LOG_LIMIT_CHARS = 4_000;

/** A server process at 127.0.0.1. Its data is in a temporary folder, which is removed when it stops. */
export interface ServerProcess {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export interface ServerCommand {
  readonly file: string;
  readonly args: (port: number, folder: string) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isReady: (port: number) => Promise<boolean>;
}

/** Starts a server on a free port. If another program takes the port first, it tries a second one. */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  try {
    return await startOnce(command);
  } catch {
    return await startOnce(command);
  }
}

async function startOnce(command: ServerCommand): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-test-'));
  const port = await freePort();
  const child = spawn(command.file, command.args(port, folder), {
    cwd: folder,
    // The server gets only the variables that it needs. The user's MINIO_* or REDIS_* variables must not reach it.
    env: { PATH: process.env.PATH, HOME: folder, ...command.env },
    // The server has its own process group, so Ctrl-C ends the tests first, and then the leash ends the server.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const remember = (text: Buffer): void => {
    log = (log + text.toString()).slice(-LOG_LIMIT_CHARS);
  };
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);
  child.on('error', (error) => {
    log += error.message;
  });
  const leash = new Leash('kill "$1"; rm -rf "$2"', String(child.pid ?? ''), folder);

  const stop = async (): Promise<void> => {
    await end(child);
    leash.release();
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await waitUntilReady(child, () => command.isReady(port)))) {
    await stop();
    throw new Error(`${command.file} did not become ready: ${log.trim().split('\n').slice(-3).join(' | ')}`);
  }
  return { port, stop };
}

async function waitUntilReady(child: ChildProcess, isReady: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && isRunning(child)) {
    if (await isReady().catch(() => false)) return true;
    await sleep(50);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
  if (isRunning(child)) {
    child.kill('SIGKILL');
    await gone;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
