import { LocalError } from '../local-error.js';
import { findProgram } from '../run-command.js';
import type { RedisWay } from './redis-service.js';

/** The exit code of a program that lacks Redis and may not install it. */
const EXIT_NOT_INSTALLED = 3;

export const APT_COMMAND = 'apt-get install redis-server';
export const BREW_COMMAND = 'brew install redis';

/** The error of a run that may not install Redis. It names the command that does. */
export function notInstalled(command: string): LocalError {
  return new LocalError(
    `Serenade needs Redis and did not install it. Install it with \`${command}\`, ` +
      'or set REDIS_URL to a Redis that runs elsewhere.',
    EXIT_NOT_INSTALLED,
  );
}

/** Takes the place of an installation. @throws LocalError with the command for this machine */
export const commandInstead: RedisWay = async () => {
  if ((await findProgram('apt-get')) !== null)
    throw notInstalled(process.getuid?.() === 0 ? APT_COMMAND : `sudo ${APT_COMMAND}`);
  if ((await findProgram('brew')) !== null) throw notInstalled(BREW_COMMAND);
  throw notInstalled("your system's package manager");
};
