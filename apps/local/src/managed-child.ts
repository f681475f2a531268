import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { readLogTail } from './log-tail.js';
import { LocalError } from './local-error.js';

export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly logFile: string;
}

const running = new Set<ManagedChild>();

/** Kills all remaining children without waiting, as a last resort when this process exits. */
export function killAllNow(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A child process. Its output goes to a log file. An exit before `stop` is an error. */
export class ManagedChild {
  /** Resolves with the reason when the process has ended; never rejects. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #isStopping = false;

  constructor(readonly spec: ChildSpec) {
    mkdirSync(dirname(spec.logFile), { recursive: true });
    const log = openSync(spec.logFile, 'w');
    // The child gets its own process group: Ctrl-C reaches this process only, which stops its children in order.
    this.#process = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env ?? process.env,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    running.add(this);
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(`could not be started: ${error.message}`));
      this.#process.once('exit', (code, signal) =>
        resolve(code === null ? `ended by ${signal}` : `exit code ${code}`),
      );
    });
    void this.ended.then(() => running.delete(this));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Rejects with the end of the log if the process exits before `stop` is called. Otherwise it never settles. */
  async failsEarly(): Promise<never> {
    const how = await this.ended;
    if (this.#isStopping) return new Promise(() => undefined);
    throw new LocalError(`${this.spec.name} stopped (${how}).\n${await readLogTail(this.spec.logFile)}`);
  }

  kill(signal: NodeJS.Signals): void {
    if (running.has(this)) this.#process.kill(signal);
  }

  /** Sends SIGTERM, and SIGKILL if the process still runs after `drainMs`. Resolves once the process has ended. */
  async stop(drainMs: number): Promise<void> {
    this.#isStopping = true;
    this.kill('SIGTERM');
    const timer = setTimeout(() => this.kill('SIGKILL'), drainMs);
    await this.ended;
    clearTimeout(timer);
  }
}
