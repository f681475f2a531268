import { RealBrowser, type RealPage } from './real-browser.js';
import { RealStack } from './real-stack.js';
import { folderStore, type RealStore } from './real-store.js';

export interface BrowserStack {
  readonly store: RealStore;
  readonly stack: RealStack;
  readonly opened: RealPage;
}

/** Starts an API with a worker of each kind and its own store, and opens its dashboard in a browser. `keep` closes them. */
export async function openStack(
  keep: <R extends AsyncDisposable>(resource: R) => R,
  redisUrl: string,
  browserArguments: readonly string[] = [],
): Promise<BrowserStack> {
  const store = keep(await folderStore());
  const stack = keep(await RealStack.start({ redisUrl, store, featureWorkers: 1, gpuWorkers: 1 }));
  const browser = keep(await RealBrowser.start(browserArguments));
  return { store, stack, opened: keep(await browser.open(stack.url)) };
}
