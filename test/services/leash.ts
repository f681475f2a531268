import { spawn } from 'node:child_process';

/**
 * Runs a shell command when this process ends for any reason: Ctrl-C, a crash, SIGKILL. An exit handler cannot do that.
 *
 * The shell waits for the end of its standard input, and only this process holds the other end. The shell has its own
 * process group, so Ctrl-C in the terminal ends the tests and not the shell that cleans up.
 */
export class Leash {
  private readonly shell;

  constructor(command: string, ...args: readonly string[]) {
    this.shell = spawn('/bin/sh', ['-c', `cat >/dev/null; ${command}`, 'leash', ...args], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Without /bin/sh there is no leash. Services still stop at the end of a normal run.
    this.shell.on('error', () => undefined);
    this.shell.stdin.on('error', () => undefined);
    this.shell.unref();
    // The pipe must stay open without keeping this process alive; `unref` is missing from the type of a child's stdin.
    const stdin: { unref?: () => void } = this.shell.stdin as object;
    stdin.unref?.();
  }

  /** Cancels the command. Call it once the service has stopped. */
  release(): void {
    this.shell.kill('SIGKILL');
  }
}
