import { LocalError } from './local-error.js';
import { agreeOn } from './redis/agree.js';
import { installWithApt } from './redis/from-apt.js';
import { findProgram } from './run-command.js';

/** Installs a `redis-server` for the tests with apt. If that is impossible, the tests try a container or skip some specs. */
export async function ensureRedisServer(): Promise<void> {
  const given = process.env['TEST_REDIS_URL'] ?? '';
  if (
    given !== '' ||
    (await findProgram('redis-server')) !== null ||
    (await findProgram('valkey-server')) !== null
  )
    return;
  const tell = (text: string) => {
    console.log(text);
  };
  const { signal } = new AbortController();
  const agree = agreeOn({ input: process.stdin, output: process.stdout }, signal);
  try {
    await installWithApt({ tell, signal, agree });
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    tell(error.message);
  }
}
