import { describe } from 'vitest';
import { chromiumPath } from './real-browser.js';
import { describeWithRedis } from './services.js';

/** A suite that needs a browser and Redis: skipped where one is missing, with the reason in its name. */
export function describeWithBrowser(name: string, suite: (redisUrl: string) => void): void {
  if (chromiumPath() === null) describe.skip(`${name} (skipped: no Chromium)`, () => suite(''));
  else describeWithRedis(name, suite);
}
