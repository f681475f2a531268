import { runEvents } from '#libs/client';
import type { RunEvent } from '#libs/contracts';
import { isOver, runKindOf } from '#libs/contracts/run-states';
import { API_URL, ask, clientOptions, rethrow } from './client.js';
import { suspectLoss } from './connection.js';
import type { Run } from './types.js';

export type EpochMetrics = Extract<RunEvent, { type: 'epoch.finished' }>['metrics'];

/** A run with the epochs that its event stream reported. */
export interface Watched {
  readonly run: Run;
  readonly epochs: readonly EpochMetrics[];
}

const REPORT_EVERY_MS = 150;
const POLL_EVERY_MS = 2_000;

export function fetchRun(runId: string, signal: AbortSignal): Promise<Run> {
  return ask(`GET /v1/${runKindOf(runId)}-runs/{id}`, { params: { id: runId }, signal });
}

/** Applies an event of the stream to a run. */
export function applyEvent(watched: Watched, event: RunEvent): Watched {
  const { run, epochs } = watched;
  const { progress } = run;
  switch (event.type) {
    case 'state.changed':
      return {
        ...watched,
        run: {
          ...run,
          state: event.state,
          error: event.error ?? null,
          // The speed and the time left of the extraction do not apply to the epochs.
          progress: event.state === 'training' ? { ...progress, clipsPerSecond: null, eta: null } : progress,
        },
      };
    case 'progress.made': {
      // The stream repeats the extraction's progress even if the page already knows a later epoch.
      const epoch = Math.max(progress.epoch, event.progress.epoch);
      return { ...watched, run: { ...run, progress: { ...event.progress, epoch } } };
    }
    case 'checkpoint.resumed':
      return { ...watched, run: { ...run, progress: { ...progress, epoch: event.epoch } } };
    case 'epoch.finished': {
      // A training that resumed after a crash reports the epochs since its checkpoint again.
      const before = epochs.filter(({ epoch }) => epoch < event.metrics.epoch);
      const { epoch, epochs: all } = event.metrics;
      return {
        run: { ...run, progress: { ...progress, epoch, epochs: all } },
        epochs: [...before, event.metrics],
      };
    }
    default:
      return watched;
  }
}

/**
 * Follows a run until it ends or the signal aborts, and reports its state at most every 150 ms. A stream starts with
 * all earlier events.
 *
 * @throws ApiError if the run does not exist or the key is refused
 */
export async function watchRun(
  runId: string,
  onChange: (watched: Watched) => void,
  signal: AbortSignal,
): Promise<void> {
  let watched: Watched = { run: await fetchRun(runId, signal), epochs: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = () => {
    timer = undefined;
    if (!signal.aborted) onChange(watched);
  };
  const change = (next: Watched) => {
    watched = next;
    timer ??= setTimeout(report, REPORT_EVERY_MS);
  };
  report();
  if (watched.run.kind === 'scoring' && isOver(watched.run.state)) return;
  try {
    const onConnection = (isConnected: boolean) => void (isConnected || suspectLoss(API_URL));
    for await (const event of runEvents(clientOptions(signal), runId, onConnection))
      change(applyEvent(watched, event));
    do {
      watched = { ...watched, run: await fetchRun(runId, signal) };
      clearTimeout(timer);
      report();
      // The stream may have ended with an earlier launch of a run that is running again: poll the run.
      if (!isOver(watched.run.state)) await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
    } while (!isOver(watched.run.state) && !signal.aborted);
  } catch (error) {
    if (!signal.aborted) rethrow(error);
  } finally {
    clearTimeout(timer);
  }
}
