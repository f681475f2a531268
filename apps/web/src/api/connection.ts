import { signal } from '@preact/signals';

/** Whether the server answered of late. */
export const isConnected = signal(true);

/** Grows whenever the server has come back: whoever was left without an answer asks again. */
export const reconnections = signal(0);

const PING_EVERY_MS = 1_500;
let pinging: Promise<void> | null = null;

/** Something had no answer: the server is asked until it has one. One that is there has it at once. */
export function suspectLoss(url: string): Promise<void> {
  return (pinging ??= ping(url));
}

async function ping(url: string): Promise<void> {
  while (!(await answers(url))) {
    isConnected.value = false;
    await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS));
  }
  pinging = null;
  if (!isConnected.value) reconnections.value++;
  isConnected.value = true;
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
