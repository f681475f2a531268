import { LocalError } from './local-error.js';
import { agreeOn } from './redis/agree.js';
import { installWithApt } from './redis/from-apt.js';
import { findProgram } from './run-command.js';

/**
 * Makes sure that tests find a `redis-server` where apt can bring one. Where it cannot, the tests look for a container
 * and else say what they leave out.
 */
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
