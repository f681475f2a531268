import { findProgram, reasonIn, runCommand } from '../run-command.js';
import { fromBinary } from './from-binary.js';
import type { RedisWay } from './redis-service.js';

/** Homebrew's redis. Homebrew starts no service by itself. */
export const fromHomebrew: RedisWay = async (request) => {
  const brew = await findProgram('brew');
  if (brew === null) return null;
  request.tell('Installing redis with Homebrew, since no Redis is here.');
  const { ok, output } = await runCommand(brew, ['install', 'redis'], { signal: request.signal });
  request.signal.throwIfAborted();
  if (!ok) {
    request.tell(`Homebrew could not install it: ${reasonIn(output)}`);
    return null;
  }
  return fromBinary(request);
};
