import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until Redis answers PING. A starting Redis first refuses connections, then answers LOADING while it reads its data. */
export async function waitForRedis(url: string, waitMs: number, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const problem = await ping(url);
    if (problem === null) return;
    if (Date.now() > deadline) throw new Error(problem);
    await sleep(50);
  }
}

/** Returns why Redis does not answer, or null if it does. */
async function ping(url: string): Promise<string | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The event has the reason; the rejection only says that the connection is closed.
  const reasons: string[] = [];
  redis.on('error', (error) => reasons.push(error.message));
  try {
    await redis.connect();
    await redis.ping();
    return null;
  } catch (error) {
    return reasons[0] ?? (error instanceof Error ? error.message : String(error));
  } finally {
    redis.disconnect();
  }
}
