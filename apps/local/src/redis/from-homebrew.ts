import { findProgram, findReason, runCommand } from '../run-command.js';
import { fromBinary } from './from-binary.js';
import { BREW_COMMAND, notInstalled } from './not-installed.js';
import type { RedisWay } from './redis-service.js';

/** Installs Homebrew's redis, which starts no service on its own. */
export const fromHomebrew: RedisWay = async (request) => {
  const brew = await findProgram('brew');
  if (brew === null) return null;
  if (!(await request.agree(BREW_COMMAND))) throw notInstalled(BREW_COMMAND);
  const { ok, output } = await runCommand(brew, ['install', 'redis'], { signal: request.signal });
  request.signal.throwIfAborted();
  if (!ok) {
    request.tell(`Homebrew could not install Redis: ${findReason(output)}`);
    return null;
  }
  return fromBinary(request);
};
