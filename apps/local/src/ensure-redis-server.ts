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
  await installWithApt({ tell, signal: new AbortController().signal });
}
