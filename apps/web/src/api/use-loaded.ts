import { sleep } from '#libs/client';
import { useUpdates, type Loaded } from './use-updates.js';

/**
 * Loads data, and loads it again every `everyMs` while the page is visible.
 *
 * @param about identifies the data; a new value discards the old data
 */
export function useLoaded<T>(
  about: string,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Loaded<T> {
  return useUpdates<T>(about, async (update, signal, fail) => {
    let isFirst = true;
    while (!signal.aborted) {
      if (isFirst || !document.hidden) await load(signal).then(update, fail);
      if (everyMs === null) return;
      isFirst = false;
      await sleep(everyMs, signal);
    }
  });
}
