import { watchRun, type Watched } from './run-watch.js';
import { useUpdates, type Loaded } from './use-updates.js';

/** Follows a run until it ends. Call `reload` after the user resumes it. */
export function useRun(runId: string): Loaded<Watched> {
  return useUpdates<Watched>(runId, (update, signal) => watchRun(runId, update, signal));
}
