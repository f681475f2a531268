import { LocalError } from '../local-error.js';
import { findProgram } from '../run-command.js';
import type { RedisWay } from './redis-service.js';

const EXIT_NOT_INSTALLED = 3;

export const APT_COMMAND = 'apt-get install redis-server';
export const BREW_COMMAND = 'brew install redis';

/** Returns the error for a program that lacks Redis and may not install it. It names the command that installs Redis. */
export function notInstalled(command: string): LocalError {
  return new LocalError(
    `Serenade needs Redis and did not install it. Install it with \`${command}\`, ` +
      'or set REDIS_URL to a Redis that runs elsewhere.',
    EXIT_NOT_INSTALLED,
  );
}

/** Replaces the installing sources under `--no-install`. @throws LocalError that names this machine's command */
export const commandInstead: RedisWay = async () => {
  if ((await findProgram('apt-get')) !== null)
    throw notInstalled(process.getuid?.() === 0 ? APT_COMMAND : `sudo ${APT_COMMAND}`);
  if ((await findProgram('brew')) !== null) throw notInstalled(BREW_COMMAND);
  throw notInstalled("your system's package manager");
};
