import { SerenadeError } from '#libs/contracts';
import type { Logger } from '#libs/runtime';
import type { ObjectStore } from '#libs/storage';

/**
 * Examines the store when a process starts, and logs the features that it lacks. An unreachable store is only logged,
 * because it may come up later.
 *
 * @throws SerenadeError `store.unsuitable`; then the process must not start
 */
export async function checkStore(store: ObjectStore, logger: Pick<Logger, 'warn'>): Promise<void> {
  try {
    for (const note of await store.probe()) logger.warn({ store: store.kind }, note);
  } catch (error) {
    if (error instanceof SerenadeError && error.code === 'store.unsuitable') throw error;
    logger.warn({ err: error }, 'the store cannot be reached');
  }
}
