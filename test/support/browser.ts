import { describe } from 'vitest';
import { findChromium } from './real-browser.js';
import { describeWithRedis } from './services.js';

/** Defines a suite that needs a browser and Redis. If one is missing, it is skipped with the reason in its name. */
export function describeWithBrowser(name: string, suite: (redisUrl: string) => void): void {
  if (findChromium() === null) describe.skip(`${name} (skipped: no Chromium)`, () => suite(''));
  else describeWithRedis(name, suite);
}
