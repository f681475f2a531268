import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeOptions } from '../../apps/local/src/node-options.js';
import { ROOT } from '../../apps/local/src/places.js';
import { Leash } from '../services/leash.js';

export type AppName = 'api' | 'worker-features' | 'worker-gpu';

/** One line that a process logged. The fields other than `msg` depend on the line. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** The arguments of Node, and its working directory. */
export interface Program {
  readonly cwd: string;
  readonly args: readonly string[];
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LINES_KEPT = 2_000;
const DRAIN_MS = 20_000;

/** A process of a built application, as in production. It ends by its pid, even if the tests are killed. */
export class RealProcess implements AsyncDisposable {
  readonly log: LogLine[] = [];
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private readonly leash: Leash;

  constructor(
    readonly app: AppName,
    env: Readonly<Record<string, string>>,
    { cwd, args }: Program = findApp(app),
  ) {
    // The process gets only the given variables. The user's own, such as STORE_DIR, must not reach it.
    const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    this.child = spawn(process.execPath, args, {
      cwd,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches only the tests, which then end their processes
    });
    this.leash = new Leash('kill -9 "$1"', String(this.child.pid ?? ''));
    for (const output of [this.child.stdout, this.child.stderr]) {
      if (output !== null) createInterface({ input: output }).on('line', (line) => this.remember(line));
    }
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (code, signal) => {
        this.leash.release();
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${this.app} could not be started`);
    return pid;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.isRunning) this.child.kill(signal);
  }

  /** Waits for the first line with this message. @throws if the process ends first, or the time is up */
  async logged(msg: string, timeoutMs = 60_000): Promise<LogLine> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const found = this.log.find((line) => line.msg === msg);
      if (found !== undefined) return found;
      if (!this.isRunning) break;
      await sleep(20);
    }
    throw new Error(`${this.app} never logged "${msg}".\n${this.tail()}`);
  }

  /** Returns the last output, for the message of a failed test. */
  tail(lines = 15): string {
    const shown = this.log.slice(-lines).map((line) => `  ${JSON.stringify(line)}`);
    return [`The end of the log of ${this.app} (pid ${String(this.child.pid)}):`, ...shown].join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGTERM');
    const timer = setTimeout(() => this.kill('SIGKILL'), DRAIN_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private remember(line: string): void {
    this.log.push(parseLine(line));
    if (this.log.length > LINES_KEPT) this.log.shift();
  }
}

function parseLine(line: string): LogLine {
  try {
    const fields = JSON.parse(line) as Record<string, unknown>;
    return { ...fields, msg: typeof fields['msg'] === 'string' ? fields['msg'] : '' };
  } catch {
    return { msg: line };
  }
}

function findApp(app: AppName): Program {
  const file = join(ROOT, 'dist/apps', app, 'src/main.js');
  if (!existsSync(file))
    throw new Error(`${file} is missing: run \`npm run build\`, or \`npm test\`, which builds first.`);
  return { cwd: ROOT, args: [...nodeOptions(app), file] };
}
