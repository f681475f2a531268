import { signal } from '@preact/signals';

/** True while the server answers. */
export const isConnected = signal(true);

/** Increases when the connection is restored, so that hooks repeat their requests. */
export const reconnections = signal(0);

const PING_EVERY_MS = 1_500;
let pinging: Promise<void> | null = null;

/** Pings the server until it answers. Call it after a request got no response. */
export function suspectLoss(url: string): Promise<void> {
  return (pinging ??= ping(url));
}

async function ping(url: string): Promise<void> {
  const isAlive = async () => (await fetch(`${url}/health/live`, { cache: 'no-store' })).ok;
  while (!(await isAlive().catch(() => false))) {
    isConnected.value = false;
    await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS));
  }
  pinging = null;
  if (!isConnected.value) reconnections.value++;
  isConnected.value = true;
}
