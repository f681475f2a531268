import { spawn } from 'node:child_process';

/**
 * Runs a shell command when this process is gone, however it went: Ctrl-C, a crash, SIGKILL. No exit handler can do that.
 *
 * The shell waits for the end of its standard input, whose other end only this process holds. It has a process group of
 * its own, so that a Ctrl-C at the terminal ends the tests and not the shell that cleans up after them.
 */
export class Leash {
  private readonly shell;

  constructor(command: string, ...args: readonly string[]) {
    this.shell = spawn('/bin/sh', ['-c', `cat >/dev/null; ${command}`, 'leash', ...args], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A machine without /bin/sh has no leash; its services still stop at the end of a run that ends well.
    this.shell.on('error', () => undefined);
    this.shell.stdin.on('error', () => undefined);
    this.shell.unref();
    // The pipe must stay open without keeping this process alive; `unref` is missing from the type of a child's stdin.
    const stdin: { unref?: () => void } = this.shell.stdin as object;
    stdin.unref?.();
  }

  /** What was on the leash is stopped already: forget the command. */
  release(): void {
    this.shell.kill('SIGKILL');
  }
}
