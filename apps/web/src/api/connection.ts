import { signal } from '@preact/signals';

/** Whether the server answered of late. */
export const isConnected = signal(true);

/** Grows whenever the server has come back: whoever was left without an answer asks again. */
export const reconnections = signal(0);

const PING_EVERY_MS = 1_500;
let isPinging = false;

/** Something had no answer: the server is asked until it has one. One that is there has it at once. */
export async function suspectLoss(url: string): Promise<void> {
  if (isPinging) return;
  isPinging = true;
  while (!(await answers(url))) {
    isConnected.value = false;
    await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS));
  }
  isPinging = false;
  if (!isConnected.value) reconnections.value++;
  isConnected.value = true;
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
